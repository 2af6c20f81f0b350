// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.access.Principal;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.lineage.Direction;
import io.cairn.core.lineage.Edge;
import io.cairn.core.lineage.EdgeKind;
import io.cairn.core.lineage.LineageGraph;
import io.cairn.core.lineage.Node;
import io.cairn.core.page.PageRequest;
import io.cairn.core.trace.TraceQuestion.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random worlds with cycles, links, moving aliases and deletions: a trace finds what a plain
/// search over everything finds, for somebody who sees all and for those who see parts.
@OnBothEngines
class TraceProperties {
  private static final int QUESTIONS = 10;
  private final TestFacts db;

  TraceProperties(TestFacts db) {
    this.db = db;
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
  void a_trace_finds_what_a_plain_search_finds(long seed) {
    var random = new SplittableRandom(seed);
    var made = new Made(new TracedWorld(db.facts()), random);
    made.build();
    for (var i = 0; i < QUESTIONS; i++) {
      for (var actor : List.of(made.world.admin, made.world.ada, made.world.spy)) {
        made.check(actor, seed);
      }
    }
  }

  /// What was done, written down beside the data base.
  private static final class Made {
    final TracedWorld world;
    private final SplittableRandom random;
    private final List<String> contents;
    private final Map<Node, VersionView> versions = new LinkedHashMap<>();
    private final Map<Node, Set<String>> holds = new HashMap<>();
    private final List<Node> runs = new ArrayList<>();
    private final Map<Node, String> homes = new HashMap<>();
    private final Set<Edge> edges = new LinkedHashSet<>();
    private final Map<Node, Long> links = new HashMap<>();
    private final Set<Node> deleted = new HashSet<>();

    /// For each `path:alias` the nodes that it was at, and where it is (or not).
    private final Map<String, List<Node>> borne = new TreeMap<>();

    private final Map<String, Node> now = new HashMap<>();

    Made(TracedWorld world, SplittableRandom random) {
      this.world = world;
      this.random = random;
      contents = Stream.of("c0", "c1", "c2", "c3").map(name -> name + world.team).toList();
    }

    void build() {
      for (var i = 0; i < 12; i++) {
        var home = random.nextInt(4) == 0 ? world.other : world.team;
        var files = new HashMap<String, String>();
        for (var f = random.nextInt(1, 4); f > 0; f--) {
          var content = any(contents);
          files.put("dir/" + content.substring(0, 2), content);
        }
        var view = world.log(home + "/p/c" + random.nextInt(3), files);
        var node = TracedWorld.node(view);
        versions.put(node, view);
        holds.put(node, Set.copyOf(files.values()));
        homes.put(node, home);
      }
      for (var i = 0; i < 5; i++) {
        var home = random.nextInt(4) == 0 ? world.other : world.team;
        var run = world.run(home, "run-" + i);
        runs.add(run);
        homes.put(run, home);
      }
      var all = List.copyOf(versions.keySet());
      for (var i = 0; i < 25; i++) {
        edges.add(
            switch (random.nextInt(3)) {
              case 0 -> world.join(EdgeKind.INPUT, any(all), any(runs));
              case 1 -> world.join(EdgeKind.OUTPUT, any(runs), any(all));
              default -> world.join(EdgeKind.DERIVED, any(all), any(all));
            });
      }
      for (var i = 0; i < 15; i++) {
        act(any(all));
      }
    }

    private void act(Node node) {
      var view = Objects.requireNonNull(versions.get(node));
      switch (random.nextInt(5)) {
        case 0 -> {
          if (!deleted.contains(node)) {
            links.put(node, world.link(view).index());
          }
        }
        case 1 -> {
          if (links.containsKey(node)) {
            point(world.registry + "/digits", "production", links.get(node), node);
          }
        }
        case 2 -> {
          if (!deleted.contains(node)) {
            point(view.path().toString(), "best", view.index(), node);
          }
        }
        case 3 -> {
          var index = links.remove(node);
          if (index != null) {
            world.delete(world.registry + "/digits:v" + index);
            strip(world.registry + "/digits", node);
          }
        }
        default -> {
          if (random.nextInt(3) == 0 && deleted.add(node)) {
            world.delete(view.ref());
            strip(view.path().toString(), node);
          }
        }
      }
    }

    private void point(String path, String alias, long index, Node node) {
      world.point(path, alias, index);
      var name = path + ":" + alias;
      if (!node.equals(now.put(name, node))) {
        borne.computeIfAbsent(name, _ -> new ArrayList<>()).add(node);
      }
    }

    private void strip(String path, Node node) {
      now.entrySet()
          .removeIf(at -> at.getKey().startsWith(path + ":") && at.getValue().equals(node));
    }

    void check(Principal actor, long seed) {
      var content = any(contents);
      var depth = random.nextInt(1, 6);
      var direction = Direction.values()[random.nextInt(3)];
      var about =
          "seed %d, %s, %s, %d, %s".formatted(seed, actor.name(), content, depth, direction);
      var holders =
          versions.keySet().stream()
              .filter(node -> holds.getOrDefault(node, Set.of()).contains(content))
              .filter(node -> isReadable(actor, node))
              .collect(Collectors.toSet());
      var found = search(holders, direction, depth);
      var shown = shown(actor, holders, found.edges());

      var trace = ask(actor, content, direction, depth);

      assertThat(Set.copyOf(trace.roots())).as("roots, %s", about).isEqualTo(holders);
      assertThat(nodes(trace)).as("nodes, %s", about).isEqualTo(shown);
      assertThat(Set.copyOf(trace.graph().edges()))
          .as("edges, %s", about)
          .isEqualTo(
              found.edges().stream()
                  .filter(e -> shown.contains(e.from()) && shown.contains(e.to()))
                  .filter(e -> isReadable(actor, e.from()) || isReadable(actor, e.to()))
                  .collect(Collectors.toSet()));
      assertThat(bearers(trace)).as("bearers, %s", about).isEqualTo(expectedBearers(actor, shown));
    }

    private Trace ask(Principal actor, String content, Direction direction, int depth) {
      var origin = new Origin.Content(TracedWorld.digest(content));
      return world.trace(
          actor, new TraceQuestion(origin, direction, depth, false, PageRequest.first()));
    }

    private boolean isReadable(Principal actor, Node node) {
      if (actor.equals(world.admin)) {
        return true;
      }
      var isAda = actor.equals(world.ada);
      var home = homes.getOrDefault(node, "");
      return home.equals(isAda ? world.team : world.other) || isAda && links.containsKey(node);
    }

    private record Searched(Set<Node> nodes, Set<Edge> edges) {}

    private Searched search(Set<Node> from, Direction direction, int depth) {
      var nodes = new HashSet<>(from);
      var passed = new HashSet<Edge>();
      for (var isUp : new boolean[] {true, false}) {
        if (isUp ? direction == Direction.DOWN : direction == Direction.UP) {
          continue;
        }
        var front = Set.copyOf(from);
        var reached = new HashSet<>(from);
        for (var step = 0; step < depth; step++) {
          var next = new HashSet<Node>();
          for (var edge : edges) {
            if (front.contains(isUp ? edge.to() : edge.from())) {
              passed.add(edge);
              var far = isUp ? edge.from() : edge.to();
              if (reached.add(far)) {
                next.add(far);
              }
            }
          }
          front = next;
        }
        nodes.addAll(reached);
      }
      return new Searched(nodes, passed);
    }

    private Set<Node> shown(Principal actor, Set<Node> roots, Set<Edge> passed) {
      var shown = new HashSet<>(roots);
      for (var changed = true; changed; ) {
        changed = false;
        for (var edge : passed) {
          for (var pair :
              List.of(List.of(edge.from(), edge.to()), List.of(edge.to(), edge.from()))) {
            if (shown.contains(pair.getFirst()) && isReadable(actor, pair.getFirst())) {
              changed |= shown.add(pair.getLast());
            }
          }
        }
      }
      return shown;
    }

    private Set<String> expectedBearers(Principal actor, Set<Node> shown) {
      var expected = new HashSet<String>();
      borne.forEach((name, nodes) -> {
        var space = name.substring(0, name.indexOf('/'));
        var mayRead =
            actor.equals(world.admin)
                || (actor.equals(world.ada)
                    ? Set.of(world.team, world.registry).contains(space)
                    : world.other.equals(space));
        for (var node : nodes) {
          if (mayRead && shown.contains(node) && isReadable(actor, node)) {
            expected.add(name + " " + node.id());
          }
        }
        var at = now.get(name);
        if (at != null && expected.contains(name + " " + at.id())) {
          expected.add(name + " " + at.id() + " now");
        }
      });
      return expected;
    }

    private static Set<String> bearers(Trace trace) {
      var found = new HashSet<String>();
      for (var bearer : trace.bearers()) {
        if (!bearer.alias().text().equals("latest")) {
          var name = bearer.path() + ":" + bearer.alias() + " " + bearer.version().id();
          found.add(name);
          if (bearer.isCurrent()) {
            found.add(name + " now");
          }
        }
      }
      return found;
    }

    private static Set<Node> nodes(Trace trace) {
      return trace.graph().nodes().stream()
          .map(LineageGraph.Found::node)
          .collect(Collectors.toSet());
    }

    private <T> T any(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }
  }
}
