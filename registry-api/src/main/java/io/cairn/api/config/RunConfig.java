// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Runs.
@ConfigMapping(prefix = "cairn.run")
public interface RunConfig {
  /// How long a run that ever sent a heartbeat may be silent before it counts as crashed. Default 5
  /// minutes (`5M`); longer where lines break for long.
  @WithDefault("5M")
  Duration crashAfter();

  /// How often crashes are looked for, to be written down and told as events; readers see them
  /// before. Default 60 seconds (`60S`).
  @WithDefault("60S")
  Duration crashCheckEvery();
}
