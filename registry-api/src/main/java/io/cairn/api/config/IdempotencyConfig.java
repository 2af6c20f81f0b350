// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Answers kept for requests that may come twice.
@ConfigMapping(prefix = "cairn.idempotency")
public interface IdempotencyConfig {
  /// How long the answer to a request with an `Idempotency-Key` is kept. Default 24 hours (`24H`);
  /// at least some minutes.
  @WithDefault("24H")
  Duration lifetime();
}
