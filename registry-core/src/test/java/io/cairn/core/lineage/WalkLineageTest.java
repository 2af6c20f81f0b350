// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.page.PageRequest;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@OnBothEngines
class WalkLineageTest {
  private final TestGraph graph;

  WalkLineageTest(TestFacts db) {
    graph = new TestGraph(db.facts());
  }

  @Test
  void an_edge_goes_from_the_earlier_thing_to_the_later() {
    var data = graph.version();
    var run = graph.run();
    var model = graph.version();
    graph.add(EdgeKind.INPUT, data, run);
    graph.add(EdgeKind.OUTPUT, run, model);

    assertThat(graph.nodes(run, Direction.UP, 1)).containsExactly(run, data);
    assertThat(graph.nodes(run, Direction.DOWN, 1)).containsExactly(run, model);
    assertThat(graph.nodes(run, Direction.BOTH, 1)).containsExactlyInAnyOrder(run, data, model);
    assertThat(graph.nodes(model, Direction.UP, 10)).containsExactly(model, run, data);
    assertThat(graph.nodes(model, Direction.DOWN, 10)).containsExactly(model);
  }

  @Test
  void both_ways_leave_out_what_else_came_of_the_origins() {
    var data = graph.version();
    var run = graph.run();
    var sibling = graph.run();
    graph.add(EdgeKind.INPUT, data, run);
    graph.add(EdgeKind.INPUT, data, sibling);

    assertThat(graph.nodes(run, Direction.BOTH, 10)).containsExactly(run, data);
  }

  @Test
  void a_cycle_ends_where_it_began() {
    var version = graph.version();
    var run = graph.run();
    graph.add(EdgeKind.INPUT, version, run);
    graph.add(EdgeKind.OUTPUT, run, version);

    var walked = graph.walk(version, Direction.BOTH, 50, 5_000);

    assertThat(walked.nodes()).hasSize(2);
    assertThat(walked.edges()).hasSize(2);
    assertThat(walked.hasMore()).isFalse();
  }

  @Test
  void an_edge_added_twice_is_one_and_keeps_what_was_said_last() {
    var version = graph.version();
    var run = graph.run();
    graph.add(EdgeKind.INPUT, version, run, "{\"role\":\"a\"}");
    graph.add(EdgeKind.INPUT, version, run, "{\"role\":\"b\"}");
    graph.add(EdgeKind.INPUT, version, run, "{}");

    assertThat(graph.walk(run, Direction.UP, 1, 10).edges())
        .containsExactly(
            new Edge(EdgeKind.INPUT, version, run, JsonObject.parse("facts", "{\"role\":\"b\"}")));
  }

  @Test
  void an_edge_of_the_wrong_kind_of_nodes_is_a_mistake_of_ours() {
    assertThatThrownBy(() -> graph.add(EdgeKind.OUTPUT, graph.version(), graph.run()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_lies_beyond_the_depth_is_marked() {
    var chain = graph.chain(4);

    var walked = graph.walk(chain.getFirst(), Direction.DOWN, 2, 10);

    assertThat(walked.nodes())
        .extracting(LineageGraph.Found::node)
        .containsExactlyElementsOf(chain.subList(0, 3));
    assertThat(walked.nodes())
        .extracting(LineageGraph.Found::hasMore)
        .containsExactly(false, false, true);
    assertThat(graph.walk(chain.getFirst(), Direction.DOWN, 3, 10).hasMore()).isFalse();
  }

  @Test
  void what_lies_beyond_the_number_is_marked() {
    var root = graph.run();
    for (var i = 0; i < 10; i++) {
      graph.add(EdgeKind.OUTPUT, root, graph.version());
    }

    assertThat(graph.walk(root, Direction.DOWN, 5, 11).hasMore()).isFalse();
    for (var limit : new int[] {1, 2, 10}) {
      var walked = graph.walk(root, Direction.DOWN, 5, limit);
      assertThat(walked.nodes()).hasSize(limit);
      assertThat(walked.edges()).hasSize(limit - 1);
      assertThat(walked.nodes().getFirst().hasMore()).isTrue();
    }
  }

  @Test
  void hidden_nodes_are_nameless_and_what_only_they_lead_to_is_left_out() {
    var root = graph.run();
    var seen = graph.version();
    var hidden = graph.hidden();
    var behind = graph.run();
    var alsoSeen = graph.run();
    graph.add(EdgeKind.OUTPUT, root, seen);
    graph.add(EdgeKind.OUTPUT, root, hidden);
    graph.add(EdgeKind.INPUT, hidden, behind);
    graph.add(EdgeKind.INPUT, hidden, alsoSeen);
    graph.add(EdgeKind.INPUT, seen, alsoSeen);

    var walked = graph.walk(root, Direction.DOWN, 10, 100);

    assertThat(walked.nodes())
        .extracting(LineageGraph.Found::node)
        .containsExactlyInAnyOrder(root, seen, hidden, alsoSeen);
    assertThat(walked.nodes())
        .filteredOn(found -> found.node().equals(hidden))
        .allMatch(found -> found.description().isEmpty() && !found.hasMore());
    assertThat(walked.edges()).noneMatch(edge -> edge.to().equals(behind));
  }

  @Test
  void a_root_that_the_caller_may_not_read_is_not_found() {
    var hidden = graph.hidden();

    assertThatThrownBy(() -> graph.walk(hidden, Direction.UP, 1, 1))
        .isInstanceOf(Failure.NotFound.class);
  }

  @ParameterizedTest
  @CsvSource({"0,1,depth", "51,1,depth", "-1,1,depth", "1,0,limit", "1,5001,limit"})
  void a_question_out_of_bounds_is_refused(int depth, int limit, String field) {
    var root = graph.run();

    assertInvalid(field, () -> new LineageQuestion(root, Direction.UP, depth, limit));
    assertInvalid("direction", () -> Direction.of("sideways"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000, 2_000, 3_000, 4_000})
  void a_walk_finds_what_a_plain_search_finds(long firstSeed) {
    for (var seed = firstSeed; seed < firstSeed + 60; seed++) {
      var random = new RandomGraph(seed, graph);

      for (var question : random.questions(3)) {
        var expected = random.search(question);
        var walked = graph.walk(question);

        assertThat(nodes(walked))
            .as("nodes, seed %d, %s", seed, question)
            .isEqualTo(expected.nodes());
        assertThat(Set.copyOf(walked.edges()))
            .as("edges, seed %d, %s", seed, question)
            .isEqualTo(expected.edges());
        assertThat(walked.hasMore())
            .as("more, seed %d, %s", seed, question)
            .isEqualTo(expected.hasMore());
      }
    }
  }

  @Test
  void ten_steps_over_ten_thousand_nodes_take_at_most_twelve_statements() {
    var layers = graph.layers(21, 480);
    var root = layers.get(10).getFirst();

    assertThat(layers).hasSize(21);
    for (var direction : Direction.values()) {
      var counted = graph.counted(root, direction, 10);

      assertThat(counted.graph().nodes().size()).as("%s", direction).isGreaterThan(1_400);
      assertThat(counted.statements()).as("%s", direction).isBetween(10, 12);
    }
  }

  @Test
  void a_step_of_a_long_chain_takes_one_statement() {
    var length = Boolean.getBoolean("testing.long") ? 100_000 : 2_000;
    var chain = graph.chain(length);

    var counted = graph.counted(chain.get(length / 2), Direction.BOTH, 50);

    assertThat(counted.graph().nodes()).hasSize(101);
    assertThat(counted.graph().hasMore()).isTrue();
    assertThat(counted.statements()).isBetween(50, 52);
  }

  @Test
  void a_node_with_many_uses_is_cut_and_then_paged_through_each_use_once() {
    var root = graph.version();
    var uses = IntStream.range(0, 6_000).mapToObj(_ -> graph.run()).toList();
    graph.addAll(uses.stream().map(run -> TestGraph.edge(EdgeKind.INPUT, root, run)).toList());

    var walked = graph.walk(root, Direction.DOWN, 3, 5_000);
    var paged = new ArrayList<Node>();
    var page = new PageRequest(1_000, Optional.empty());
    for (var more = true; more; ) {
      var step = graph.step(root, Direction.DOWN, page);
      step.edges().items().forEach(edge -> paged.add(edge.to()));
      assertThat(step.known()).hasSize(step.edges().items().size());
      more = step.edges().next().isPresent();
      page = new PageRequest(1_000, step.edges().next());
    }

    assertThat(walked.nodes()).hasSize(5_000);
    assertThat(walked.nodes().getFirst().hasMore()).isTrue();
    assertThat(paged).containsExactlyInAnyOrderElementsOf(uses);
    assertThat(graph.step(uses.getFirst(), Direction.UP, PageRequest.first()).edges().items())
        .containsExactly(TestGraph.edge(EdgeKind.INPUT, root, uses.getFirst()));
  }

  @Test
  void a_step_shows_what_may_not_be_read_without_a_name_and_begins_nowhere_hidden() {
    var root = graph.run();
    var hidden = graph.hidden();
    graph.add(EdgeKind.OUTPUT, root, hidden);

    var step = graph.step(root, Direction.DOWN, PageRequest.first());

    assertThat(step.edges().items()).hasSize(1);
    assertThat(step.known()).isEmpty();
    assertThatThrownBy(() -> graph.step(hidden, Direction.UP, PageRequest.first()))
        .isInstanceOf(Failure.NotFound.class);
    assertInvalid("direction", () -> graph.step(root, Direction.BOTH, PageRequest.first()));
  }

  private static Set<Node> nodes(LineageGraph walked) {
    return walked.nodes().stream().map(LineageGraph.Found::node).collect(Collectors.toSet());
  }

  private static void assertInvalid(String field, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Failure.Invalid.class, e -> assertThat(e.field()).isEqualTo(field));
  }
}
