// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.lineage;

import io.cairn.core.access.InstallationRole;
import io.cairn.core.access.Principal;
import io.cairn.core.access.Scope;
import io.cairn.core.access.UserId;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Name;
import io.cairn.core.page.PageRequest;
import io.cairn.core.time.Timeline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;

/// A graph in a real data base whose nodes are ids alone: all may be read but those of [#hidden].
final class TestGraph {
  private final Facts facts;
  private final LineageEdges edges = new LineageEdges(Timeline.system());
  private final Set<UUID> hidden = new HashSet<>();
  private final WalkLineage walkLineage;
  private final Principal anybody =
      new Principal(
          new UserId(UUID.randomUUID()),
          new Name("anybody"),
          InstallationRole.MEMBER,
          Optional.empty(),
          EnumSet.allOf(Scope.class));

  TestGraph(Facts facts) {
    this.facts = facts;
    walkLineage = new WalkLineage(facts, List.of(new Ids(NodeKind.VERSION), new Ids(NodeKind.RUN)));
  }

  /// Describes every id that is not hidden, with one statement as the real ones do.
  private final class Ids implements NodeCatalog {
    private final NodeKind kind;

    private Ids(NodeKind kind) {
      this.kind = kind;
    }

    @Override
    public NodeKind kind() {
      return kind;
    }

    @Override
    public Map<UUID, NodeDescription> describe(
        Reading reading, Principal who, Collection<UUID> ids) {
      reading.handle().select("select 1").mapTo(Integer.class).one();
      var known = new HashMap<UUID, NodeDescription>();
      ids.stream()
          .filter(id -> !hidden.contains(id))
          .forEach(id ->
              known.put(
                  id,
                  new NodeDescription.OfRun(id.toString(), Optional.empty(), "running", false)));
      return known;
    }
  }

  Node version() {
    return Node.version(UUID.randomUUID());
  }

  Node run() {
    return Node.run(UUID.randomUUID());
  }

  Node hidden() {
    var version = version();
    hidden.add(version.id());
    return version;
  }

  void add(EdgeKind kind, Node from, Node to) {
    add(kind, from, to, "{}");
  }

  void add(EdgeKind kind, Node from, Node to, String said) {
    addAll(List.of(new Edge(kind, from, to, JsonObject.parse("facts", said))));
  }

  void addAll(List<Edge> added) {
    facts.<Boolean>write(tx -> {
      added.forEach(e -> edges.add(tx, e.kind(), e.from(), e.to(), e.facts()));
      return true;
    });
  }

  /// Runs, each the parent of the next.
  List<Node> chain(int length) {
    var nodes = IntStream.range(0, length).mapToObj(_ -> run()).toList();
    var added = new ArrayList<Edge>();
    for (var i = 1; i < length; i++) {
      added.add(edge(EdgeKind.PARENT, nodes.get(i - 1), nodes.get(i)));
    }
    addAll(added);
    return nodes;
  }

  /// Layers of versions and runs by turns, each node joined to two of the next layer.
  List<List<Node>> layers(int count, int width) {
    var layers =
        IntStream.range(0, count)
            .mapToObj(layer ->
                IntStream.range(0, width)
                    .mapToObj(_ -> layer % 2 == 0 ? version() : run())
                    .toList())
            .toList();
    var added = new ArrayList<Edge>();
    for (var layer = 1; layer < count; layer++) {
      var kind = layer % 2 == 0 ? EdgeKind.OUTPUT : EdgeKind.INPUT;
      for (var i = 0; i < width; i++) {
        var from = layers.get(layer - 1).get(i);
        added.add(edge(kind, from, layers.get(layer).get(2 * i % width)));
        added.add(edge(kind, from, layers.get(layer).get((2 * i + 1) % width)));
        added.add(edge(kind, from, layers.get(layer).get((i + width / 2) % width)));
      }
    }
    addAll(added);
    return layers;
  }

  List<Node> nodes(Node root, Direction direction, int depth) {
    return walk(root, direction, depth, LineageQuestion.MAX_NODES).nodes().stream()
        .map(LineageGraph.Found::node)
        .toList();
  }

  LineageGraph walk(Node root, Direction direction, int depth, int limit) {
    return walk(new LineageQuestion(root, direction, depth, limit));
  }

  LineageGraph walk(LineageQuestion question) {
    return walkLineage.run(anybody, question);
  }

  LineageStep step(Node node, Direction direction, PageRequest page) {
    return walkLineage.step(anybody, node.id(), direction, page);
  }

  record Counted(LineageGraph graph, int statements) {}

  /// A walk, and how many statements the data base was asked for it.
  Counted counted(Node root, Direction direction, int depth) {
    var question = new LineageQuestion(root, direction, depth, LineageQuestion.MAX_NODES);
    var statements = new AtomicInteger();
    var walked =
        facts.read(reading -> {
          reading
              .handle()
              .getConfig(SqlStatements.class)
              .setSqlLogger(
                  new SqlLogger() {
                    @Override
                    public void logBeforeExecution(StatementContext context) {
                      statements.incrementAndGet();
                    }
                  });
          return walkLineage.walk(reading, anybody, question);
        });
    return new Counted(walked, statements.get());
  }

  static Edge edge(EdgeKind kind, Node from, Node to) {
    return new Edge(kind, from, to, JsonObject.empty());
  }
}
