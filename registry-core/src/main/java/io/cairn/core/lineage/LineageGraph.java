// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.lineage;

import java.util.List;
import java.util.Optional;

/// What a walk found: nodes by their distance from the root, which comes first.
public record LineageGraph(List<Found> nodes, List<Edge> edges) {
  public LineageGraph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /// Whether edges were left out, for depth or number.
  public boolean hasMore() {
    return nodes.stream().anyMatch(Found::hasMore);
  }

  /// A node that was found.
  ///
  /// @param depth how many edges away from the root
  /// @param description empty if the caller may not read it: then nothing behind it is shown either
  /// @param hasMore whether edges of this node, in the direction of the walk, were left out
  public record Found(
      Node node, int depth, Optional<NodeDescription> description, boolean hasMore) {}
}
