// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/// Bounds of drafts, that is of what one commit may hold.
@ConfigMapping(prefix = "cairn.draft")
public interface DraftConfig {
  /// How long after its last use a draft keeps its bytes. Default 24 hours (`24H`); longer for
  /// uploads that rest over a weekend.
  @WithDefault("24H")
  Duration lifetime();

  /// Longest manifest in bytes. Default 2147483648 (2 GiB).
  @WithDefault("2147483648")
  @Min(1024)
  long maxManifestBytes();

  /// Most files and references of one version. Default 1000000.
  @WithDefault("1000000")
  @Min(1)
  @Max(1_000_000)
  long maxEntries();

  /// Largest file in bytes. Default 5497558138880 (5 TiB).
  @WithDefault("5497558138880")
  @Min(1)
  long maxFileBytes();
}
