// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long what was deleted is kept.
@ConfigMapping(prefix = "cairn.retention")
public interface RetentionConfig {
  /// For how long after its deletion a version can be brought back. Default 7 days (`168H`).
  @WithDefault("168H")
  Duration undeleteWindow();
}
