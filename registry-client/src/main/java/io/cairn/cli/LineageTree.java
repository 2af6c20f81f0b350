// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.Lineage.Edge;
import io.cairn.client.Lineage.Graph;
import io.cairn.client.Lineage.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A lineage as a tree of text. A node that was drawn already is named again with `(above)`, so
/// cycles end.
final class LineageTree {
  private final Map<String, Node> nodes = new HashMap<>();
  private final Map<String, List<Edge>> byFrom = new HashMap<>();
  private final Map<String, List<Edge>> byTo = new HashMap<>();
  private final Set<String> drawn = new HashSet<>();
  private final List<String> lines = new ArrayList<>();

  private LineageTree(Graph graph) {
    graph.nodes().forEach(node -> nodes.put(node.id(), node));
    for (var edge : graph.edges()) {
      if (!edge.from().equals(edge.to())) {
        byFrom.computeIfAbsent(edge.from(), _ -> new ArrayList<>()).add(edge);
        byTo.computeIfAbsent(edge.to(), _ -> new ArrayList<>()).add(edge);
      }
    }
  }

  /// A step of the walk: the next node and what the edge says, read from where we stand.
  private record Step(String id, String word) {}

  /// From the root towards what it was made of.
  static List<String> up(Graph graph) {
    return new LineageTree(graph).draw(graph.root(), true);
  }

  /// From the root towards what was made of it.
  static List<String> down(Graph graph) {
    return new LineageTree(graph).draw(graph.root(), false);
  }

  /// One tree after the other; what an earlier one has drawn, a later one names.
  static List<String> of(Graph graph, List<String> roots, boolean isUp) {
    var tree = new LineageTree(graph);
    roots.forEach(root -> tree.draw(root, isUp));
    return tree.lines;
  }

  private List<String> draw(String root, boolean isUp) {
    if (drawn.add(root)) {
      lines.add(label(root));
      children(root, "", isUp);
    } else {
      lines.add(label(root) + " (above)");
    }
    return lines;
  }

  private void children(String id, String indent, boolean isUp) {
    var steps =
        (isUp ? byTo : byFrom)
            .getOrDefault(id, List.of()).stream()
                .map(edge -> new Step(isUp ? edge.from() : edge.to(), word(edge, isUp)))
                .toList();
    for (var i = 0; i < steps.size(); i++) {
      var step = steps.get(i);
      var isLast = i == steps.size() - 1;
      var isNew = drawn.add(step.id());
      lines.add(
          indent
              + (isLast ? "└─ " : "├─ ")
              + step.word()
              + " "
              + label(step.id())
              + (isNew ? "" : " (above)"));
      if (isNew) {
        children(step.id(), indent + (isLast ? "   " : "│  "), isUp);
      }
    }
  }

  private static String word(Edge edge, boolean isUp) {
    return switch (edge.kind()) {
      case "output" -> isUp ? "made by" : "made";
      case "input" -> isUp ? "used" : "used by";
      case "link" -> isUp ? "linked from" : "linked as";
      case "parent" -> isUp ? "started by" : "started";
      case "derived" -> isUp ? "derived from" : "led to";
      default -> edge.kind();
    };
  }

  private String label(String id) {
    var node = nodes.get(id);
    if (node == null) {
      return "…";
    }
    var label = new StringBuilder(node.name());
    var aliases = node.aliases();
    if (!aliases.isEmpty()) {
      label.append(" [").append(String.join(", ", aliases)).append(']');
    }
    for (var link : node.json().path("links")) {
      label.append(" = ").append(Text.of(link, "path")).append(':');
      label.append(Text.of(link, "version"));
      label.append(link.path("recalled").asBoolean() ? " recalled" : "");
      var linked = Text.list(link.path("aliases"));
      label.append(linked.isEmpty() ? "" : " [" + linked + "]");
    }
    var about = Text.of(node.json(), node.kind().equals("run") ? "state" : "type");
    var state = Text.of(node.json(), "state");
    var isRecalled = !node.kind().equals("run") && state.equals("recalled");
    return label + (about.isEmpty() ? "" : "  (" + about + ")") + (isRecalled ? "  recalled" : "");
  }
}
