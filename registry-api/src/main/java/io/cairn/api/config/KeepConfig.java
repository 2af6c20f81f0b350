// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Letting go of versions that no keep rule keeps.
@ConfigMapping(prefix = "cairn.keep")
public interface KeepConfig {
  /// How long after the keep rules were applied they are applied again. Default 24 hours (`24H`);
  /// `0S` for never. Where no rule is set, nothing goes anyhow.
  @WithDefault("24H")
  Duration every();
}
