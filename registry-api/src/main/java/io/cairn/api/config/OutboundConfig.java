// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Optional;

/// What the server opens because somebody named it.
@ConfigMapping(prefix = "cairn.outbound")
public interface OutboundConfig {
  /// Addresses that are opened although they are not public: ranges (`10.1.0.0/16`), addresses, or
  /// hosts with a port (`minio.internal:9000`), with commas between. Default none.
  Optional<List<String>> allow();

  /// Whether `http://` is opened, and not `https://` alone. Default false.
  @WithDefault("false")
  boolean http();

  /// How many questions to others are under way at a time. Default 20, 1 to 1000.
  @WithDefault("20")
  @Min(1)
  @Max(1_000)
  int atOnce();
}
