// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/// Reading all blobs in the background, to find damage before somebody needs them.
@ConfigMapping(prefix = "cairn.scrub")
public interface ScrubConfig {
  /// How long after one scrub the next begins. Default 30 days (`720H`); `0S` for never.
  @WithDefault("720H")
  Duration every();

  /// Bytes that a scrub reads in a second at most. Default 50000000; 0 for as fast as it goes.
  @WithDefault("50000000")
  @Min(0)
  long bytesPerSecond();
}
