// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.lineage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// A small graph with cycles, made from a seed, and the plain way to search it: the oracle.
final class RandomGraph {
  private final SplittableRandom random;
  private final List<Node> nodes;
  private final List<Edge> edges;

  RandomGraph(long seed, TestGraph graph) {
    random = new SplittableRandom(seed);
    nodes =
        IntStream.range(0, random.nextInt(2, 25))
            .mapToObj(_ -> random.nextBoolean() ? graph.version() : graph.run())
            .toList();
    var added = new LinkedHashSet<Edge>();
    for (var i = random.nextInt(1, 40); i > 0; i--) {
      var from = any(nodes);
      var to = any(nodes);
      for (var kind : EdgeKind.values()) {
        if (kind.connects(from, to)) {
          added.add(TestGraph.edge(kind, from, to));
        }
      }
    }
    edges = List.copyOf(added);
    graph.addAll(edges);
  }

  record Searched(Set<Node> nodes, Set<Edge> edges, boolean hasMore) {}

  List<LineageQuestion> questions(int count) {
    var questions = new ArrayList<LineageQuestion>();
    for (var i = 0; i < count; i++) {
      var direction = Direction.values()[random.nextInt(3)];
      questions.add(
          new LineageQuestion(
              any(nodes), direction, random.nextInt(1, 8), LineageQuestion.MAX_NODES));
    }
    return questions;
  }

  Searched search(LineageQuestion question) {
    var found = new HashSet<Node>();
    var passed = new HashSet<Edge>();
    var hasMore = false;
    for (var isUp : new boolean[] {true, false}) {
      if (isUp ? question.direction() == Direction.DOWN : question.direction() == Direction.UP) {
        continue;
      }
      var distances = distances(question.root(), isUp);
      for (var edge : edges) {
        int near = distances.getOrDefault(isUp ? edge.to() : edge.from(), Integer.MAX_VALUE);
        if (near < question.depth()) {
          passed.add(edge);
        } else if (near == question.depth()) {
          hasMore = true;
        }
      }
      distances.forEach((node, distance) -> {
        if (distance <= question.depth()) {
          found.add(node);
        }
      });
    }
    return new Searched(found, passed, hasMore);
  }

  /// By relaxing every edge until nothing changes.
  private Map<Node, Integer> distances(Node root, boolean isUp) {
    var distances = new HashMap<Node, Integer>(Map.of(root, 0));
    for (var changed = true; changed; ) {
      changed = false;
      for (var edge : edges) {
        var near = distances.get(isUp ? edge.to() : edge.from());
        var far = isUp ? edge.from() : edge.to();
        if (near != null && distances.getOrDefault(far, Integer.MAX_VALUE) > near + 1) {
          distances.put(far, near + 1);
          changed = true;
        }
      }
    }
    return distances;
  }

  private Node any(List<Node> of) {
    return of.get(random.nextInt(of.size()));
  }
}
