// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.name.FilePath;

/// How one path differs between two manifests.
public sealed interface ManifestChange {
  FilePath path();

  record Added(ManifestEntry entry) implements ManifestChange {
    @Override
    public FilePath path() {
      return entry.path();
    }
  }

  record Removed(ManifestEntry entry) implements ManifestChange {
    @Override
    public FilePath path() {
      return entry.path();
    }
  }

  /// Same path, other content: other bytes, another place, or a file that became a reference.
  record Changed(ManifestEntry before, ManifestEntry after) implements ManifestChange {
    @Override
    public FilePath path() {
      return after.path();
    }
  }
}
