// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/// The stream of events.
@ConfigMapping(prefix = "cairn.events")
public interface EventsConfig {
  /// How many streams of events one user may hold open on one server. Default 16; more for a user
  /// that many pipelines share.
  @WithDefault("16")
  @Min(1)
  @Max(10_000)
  int streamsPerUser();

  /// How often the data base is asked for new events while anybody follows them. Default 250
  /// milliseconds (`0.25S`); longer spares a busy data base.
  @WithDefault("0.25S")
  Duration pollInterval();
}
