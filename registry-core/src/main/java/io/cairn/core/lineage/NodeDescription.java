// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.lineage;

import java.util.List;
import java.util.Optional;

/// What people are told of a node.
public sealed interface NodeDescription {
  /// Whether it was deleted; a deleted node stays in the graph.
  boolean isDeleted();

  /// A version.
  ///
  /// @param digest SHA-256 of its manifest, 64 hex digits
  /// @param home where it was made; empty if the caller may not read that place
  /// @param links the places that it was linked to, of those that the caller may read
  record OfVersion(String digest, Optional<Place> home, List<Place> links, boolean isDeleted)
      implements NodeDescription {
    public OfVersion {
      links = List.copyOf(links);
    }
  }

  /// A run.
  ///
  /// @param path `team/project/runs/run`
  /// @param state the word for it in answers
  record OfRun(String path, Optional<String> title, String state, boolean isDeleted)
      implements NodeDescription {}

  /// Where a version stands.
  ///
  /// @param path of the collection
  /// @param type of the collection
  /// @param index from 0
  /// @param isRecalled whether it must not be used there any more
  record Place(String path, String type, long index, List<String> aliases, boolean isRecalled) {
    public Place {
      aliases = List.copyOf(aliases);
    }
  }
}
