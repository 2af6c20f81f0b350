// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.trace;

import io.cairn.core.lineage.LineageGraph;
import io.cairn.core.lineage.LineageGraph.Found;
import io.cairn.core.lineage.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Cuts from a graph the branches that lead to none of some nodes.
final class Pruning {
  private Pruning() {}

  /// What lies on a way from a root to one of `wanted`, and what was cut short: it may lead to one.
  static LineageGraph keep(LineageGraph graph, Collection<Node> wanted) {
    var depths = new HashMap<Node, Integer>();
    graph.nodes().forEach(found -> depths.put(found.node(), found.depth()));
    var nearer = nearer(graph, depths);
    var kept = new HashSet<Node>(wanted);
    graph.nodes().stream().filter(Found::hasMore).map(Found::node).forEach(kept::add);
    kept.retainAll(depths.keySet());
    var toVisit = new ArrayDeque<>(kept);
    while (!toVisit.isEmpty()) {
      var node = toVisit.remove();
      nearer.getOrDefault(node, List.of()).stream().filter(kept::add).forEach(toVisit::add);
    }
    return only(graph, kept);
  }

  /// For each node the neighbours that are nearer to the roots.
  private static Map<Node, List<Node>> nearer(LineageGraph graph, Map<Node, Integer> depths) {
    var nearer = new HashMap<Node, List<Node>>();
    for (var edge : graph.edges()) {
      int from = depths.getOrDefault(edge.from(), 0);
      int to = depths.getOrDefault(edge.to(), 0);
      if (from < to) {
        nearer.computeIfAbsent(edge.to(), _ -> new ArrayList<>()).add(edge.from());
      } else if (to < from) {
        nearer.computeIfAbsent(edge.from(), _ -> new ArrayList<>()).add(edge.to());
      }
    }
    return nearer;
  }

  private static LineageGraph only(LineageGraph graph, Set<Node> kept) {
    return new LineageGraph(
        graph.nodes().stream().filter(found -> kept.contains(found.node())).toList(),
        graph.edges().stream()
            .filter(edge -> kept.contains(edge.from()) && kept.contains(edge.to()))
            .toList());
  }
}
