// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

import io.cairn.client.Lineage.Direction;
import io.cairn.client.Lineage.Edge;
import io.cairn.client.Lineage.Graph;
import io.cairn.client.Lineage.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A lineage graph as a tree: a node that is reached twice is drawn whole the first time, and named
/// only the second.
final class LineageTree {
  private final Map<String, Node> nodes = new HashMap<>();
  private final Map<String, List<String>> next = new HashMap<>();
  private final String root;

  LineageTree(Graph graph, Direction direction) {
    this.root = graph.root();
    for (var node : graph.nodes()) {
      nodes.put(node.id(), node);
    }
    for (var edge : graph.edges()) {
      var steps = next.computeIfAbsent(near(edge, direction), _ -> new ArrayList<>());
      steps.add(far(edge, direction));
    }
  }

  Tree draw() {
    return draw(root, new HashSet<>());
  }

  private Tree draw(String id, Set<String> drawn) {
    if (!drawn.add(id)) {
      return new Tree(label(id) + "  (above)", List.of());
    }
    var branches =
        next.getOrDefault(id, List.of()).stream()
            .filter(nodes::containsKey)
            .distinct()
            .sorted(Comparator.comparing(this::label))
            .map(step -> draw(step, drawn))
            .toList();
    return new Tree(label(id), branches);
  }

  private String label(String id) {
    var node = nodes.get(id);
    if (node == null) {
      return id;
    }
    if (node.kind().equals("run")) {
      var title = node.json().path("title").asText();
      return "run " + (title.isEmpty() ? "" : title + "  ") + node.name();
    }
    var label = new StringBuilder(node.name());
    label.append("  ").append(Transcript.brief(node.json().path("digest").asText()));
    if (!node.aliases().isEmpty()) {
      label.append("  ").append(String.join(", ", node.aliases()));
    }
    for (var link : node.json().path("links")) {
      label.append("  = ").append(link.path("path").asText());
      label.append(':').append(link.path("version").asText());
      var aliases = new ArrayList<String>();
      link.path("aliases").forEach(alias -> aliases.add(alias.asText()));
      if (!aliases.isEmpty()) {
        label.append(" (").append(String.join(", ", aliases)).append(')');
      }
    }
    return label.toString();
  }

  private static String near(Edge edge, Direction direction) {
    return direction == Direction.UP ? edge.to() : edge.from();
  }

  private static String far(Edge edge, Direction direction) {
    return direction == Direction.UP ? edge.from() : edge.to();
  }
}
