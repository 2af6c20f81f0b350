// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.lineage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A walk under way: breadth first, level by level, each node once a direction. Cycles are legal.
final class Walk {
  /// How many edges a node may have on average, before a step is cut: bounds the memory of a step.
  private static final int EDGES_PER_NODE = 4;

  private final int maxDepth;
  private final int maxNodes;
  private final Set<Node> roots;
  private final Map<Node, Integer> depths = new LinkedHashMap<>();
  private final Set<Edge> edges = new LinkedHashSet<>();
  private final Way up;
  private final Way down;
  private final Set<Node> cut = new HashSet<>();

  /// The nodes reached in one direction, and those of them that the next step begins at.
  private static final class Way {
    private final Set<Node> reached = new HashSet<>();
    private Set<Node> front = new LinkedHashSet<>();
    private Set<Node> next = new LinkedHashSet<>();

    private Way(boolean isGone, Collection<Node> roots) {
      if (isGone) {
        reached.addAll(roots);
        front.addAll(roots);
      }
    }

    private List<UUID> ids() {
      return front.stream().map(Node::id).toList();
    }
  }

  /// @param roots at most `maxNodes`
  Walk(Collection<Node> roots, Direction direction, int maxDepth, int maxNodes) {
    this.roots = new LinkedHashSet<>(roots);
    this.maxDepth = maxDepth;
    this.maxNodes = maxNodes;
    this.roots.forEach(root -> depths.put(root, 0));
    up = new Way(direction.goesUp(), this.roots);
    down = new Way(direction.goesDown(), this.roots);
  }

  boolean goesOn() {
    return !up.front.isEmpty() || !down.front.isEmpty();
  }

  List<UUID> upFront() {
    return up.ids();
  }

  List<UUID> downFront() {
    return down.ids();
  }

  /// One more than may be kept, so that a cut shows.
  int rowLimit() {
    return maxNodes * EDGES_PER_NODE + 1;
  }

  /// How many edges each node is away, in the order in which they were found.
  Map<Node, Integer> depths() {
    return depths;
  }

  boolean isCut() {
    return !cut.isEmpty();
  }

  Collection<Node> nodes() {
    return depths.keySet();
  }

  /// Takes in what the step to `depth` found.
  void step(int depth, List<EdgeRows.Step> found) {
    cutIfFull(up, found.stream().filter(EdgeRows.Step::isUp).toList());
    cutIfFull(down, found.stream().filter(step -> !step.isUp()).toList());
    for (var step : found) {
      take(step, step.isUp() ? up : down, depth);
    }
    advance(up);
    advance(down);
  }

  private void cutIfFull(Way way, List<EdgeRows.Step> steps) {
    if (steps.size() == rowLimit()) {
      // Rows come in the order of their near ends: the last one's edges, and those of the nodes
      // that were not reached at all, are cut. Which these are, only the data base knows.
      var whole = new HashSet<Node>();
      steps.forEach(step -> whole.add(step.near()));
      whole.remove(steps.getLast().near());
      way.front.stream().filter(node -> !whole.contains(node)).forEach(cut::add);
    }
  }

  private void take(EdgeRows.Step step, Way way, int depth) {
    var far = step.far();
    if (!depths.containsKey(far)) {
      if (depths.size() == maxNodes) {
        cut.add(step.near());
        return;
      }
      depths.put(far, depth);
    }
    edges.add(step.edge());
    if (way.reached.add(far)) {
      if (depth < maxDepth) {
        way.next.add(far);
      } else if (step.leadsOn()) {
        cut.add(far);
      }
    }
  }

  private static void advance(Way way) {
    way.front = way.next;
    way.next = new LinkedHashSet<>();
  }

  /// What the caller may see: `known` nodes by name, others nameless, and none that is reached
  /// through nameless ones only.
  LineageGraph graph(Map<Node, NodeDescription> known) {
    var shown = shown(known.keySet());
    var nodes = new ArrayList<LineageGraph.Found>();
    depths.forEach((node, depth) -> {
      if (shown.contains(node)) {
        var description = Optional.ofNullable(known.get(node));
        var isCut = description.isPresent() && cut.contains(node);
        nodes.add(new LineageGraph.Found(node, depth, description, isCut));
      }
    });
    var between =
        edges.stream()
            .filter(edge -> known.containsKey(edge.from()) || known.containsKey(edge.to()))
            .filter(edge -> shown.contains(edge.from()) && shown.contains(edge.to()))
            .toList();
    return new LineageGraph(nodes, between);
  }

  /// All nodes that a chain of edges through known nodes joins to a root.
  private Set<Node> shown(Set<Node> known) {
    if (known.size() == depths.size()) {
      return depths.keySet();
    }
    var neighbours = new HashMap<Node, List<Node>>();
    for (var edge : edges) {
      neighbours.computeIfAbsent(edge.from(), _ -> new ArrayList<>()).add(edge.to());
      neighbours.computeIfAbsent(edge.to(), _ -> new ArrayList<>()).add(edge.from());
    }
    var shown = new HashSet<Node>(roots);
    var toVisit = new ArrayDeque<Node>(shown);
    while (!toVisit.isEmpty()) {
      var node = toVisit.remove();
      if (known.contains(node)) {
        neighbours.getOrDefault(node, List.of()).stream().filter(shown::add).forEach(toVisit::add);
      }
    }
    return shown;
  }
}
