// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.time.Duration;

/// Removing bytes that nothing needs.
@ConfigMapping(prefix = "cairn.gc")
public interface GcConfig {
  /// How long after one collection the next begins. Default 24 hours (`24H`); `0S` for never.
  @WithDefault("24H")
  Duration every();

  /// How long a blob is left alone after it was last sent, or asked for and found. Default 24 hours
  /// (`24H`); more than nothing, and longer than the slowest upload of a single file.
  @WithDefault("24H")
  Duration grace();

  /// How long bytes that nothing needs are kept in the trash before they go. Default 7 days
  /// (`168H`); `0S` for not at all.
  @WithDefault("168H")
  Duration trash();

  /// Most that may go at once, as a part of all blobs and of all bytes. Default 0.2; a collection
  /// that finds more stops before it touches anything.
  @WithDefault("0.2")
  @DecimalMin("0")
  @DecimalMax("1")
  double maxFraction();
}
