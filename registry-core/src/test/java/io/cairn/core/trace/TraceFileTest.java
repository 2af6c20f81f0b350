// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.access.InstallationRole;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.lineage.Direction;
import io.cairn.core.lineage.EdgeKind;
import io.cairn.core.lineage.LineageGraph;
import io.cairn.core.lineage.Node;
import io.cairn.core.name.FilePath;
import io.cairn.core.name.Reference;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.PageRequest;
import io.cairn.core.run.RunPath;
import io.cairn.core.trace.TraceQuestion.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnBothEngines
class TraceFileTest {
  private final TracedWorld world;
  private final String bad = "bad bytes " + UUID.randomUUID();

  TraceFileTest(TestFacts db) {
    world = new TracedWorld(db.facts());
  }

  @Test
  void a_bad_file_is_followed_to_the_models_that_touched_it() {
    var data = world.log(in("data"), Map.of("a.csv", bad, "b.csv", "good"));
    var train = world.run(world.team, fresh());
    var model = world.log(in("model"), Map.of("w.bin", "weights of " + bad));
    world.join(EdgeKind.INPUT, TracedWorld.node(data), train);
    world.join(EdgeKind.OUTPUT, train, TracedWorld.node(model));
    var link = world.link(model, "production");

    var trace = world.trace(world.ada, bad);

    assertThat(trace.digest()).contains(TracedWorld.digest(bad));
    assertThat(trace.roots()).containsExactly(TracedWorld.node(data));
    assertThat(nodes(trace))
        .containsExactly(TracedWorld.node(data), train, TracedWorld.node(model));
    assertThat(trace.bearers())
        .filteredOn(bearer -> bearer.alias().text().equals("production"))
        .singleElement()
        .satisfies(bearer -> {
          assertThat(bearer.path()).isEqualTo(link.path());
          assertThat(bearer.index()).isEqualTo(link.index());
          assertThat(bearer.version()).isEqualTo(TracedWorld.node(model));
          assertThat(bearer.isCurrent()).isTrue();
          assertThat(bearer.movedBy()).contains(world.admin.name());
        });
  }

  @Test
  void an_alias_that_moved_on_or_was_removed_is_told_of_with_its_times() {
    var path = in("moved");
    world.log(path, Map.of("w", bad));
    world.log(path, Map.of("w", "another"));
    world.point(path, "production", 0);
    world.point(path, "production", 1);
    world.point(path, "staging", 0);
    world.unpoint(path, "staging");
    world.point(path, "best", 0);

    var trace = aliased(world.ada, bad);

    assertThat(trace.bearers())
        .extracting(bearer -> bearer.alias().text() + " " + bearer.isCurrent())
        .containsExactly("best true", "staging false", "production false");
    assertThat(trace.bearers().getLast().until().orElseThrow())
        .isAfter(trace.bearers().getLast().from());
    assertThat(trace.bearers().getLast().reason()).isEqualTo("because");
  }

  @Test
  void a_link_that_was_taken_away_still_tells_what_it_bore() {
    var model = world.log(in("unlinked"), Map.of("w", bad));
    var link = world.link(model, "production");
    world.delete(link.ref());

    assertThat(aliased(world.ada, bad).bearers())
        .singleElement()
        .satisfies(bearer -> {
          assertThat(bearer.path().toString()).isEqualTo(world.registry + "/digits");
          assertThat(bearer.isCurrent()).isFalse();
        });
  }

  @Test
  void only_what_leads_to_an_alias_is_left_if_asked_so() {
    var data = world.log(in("two-ways"), Map.of("a", bad));
    var lonely = world.log(in("lonely"), Map.of("a", bad));
    var train = world.run(world.team, fresh());
    var fruitless = world.run(world.team, fresh());
    var model = world.log(in("aliased"), Map.of("w", "model of " + bad));
    world.join(EdgeKind.INPUT, TracedWorld.node(data), train);
    world.join(EdgeKind.INPUT, TracedWorld.node(data), fruitless);
    world.join(EdgeKind.OUTPUT, train, TracedWorld.node(model));
    world.point(model.path().toString(), "best", model.index());

    assertThat(nodes(world.trace(world.ada, bad))).contains(TracedWorld.node(lonely), fruitless);
    assertThat(nodes(aliased(world.ada, bad)))
        .containsExactlyInAnyOrder(TracedWorld.node(data), train, TracedWorld.node(model));
    assertThat(aliased(world.ada, bad).roots()).containsExactly(TracedWorld.node(data));
  }

  @Test
  void a_digest_gives_nothing_of_what_one_may_not_read() {
    var theirs = world.log(in("private"), Map.of("a", bad));
    world.link(theirs, "production");
    var nothing = world.trace(world.spy, "bytes that nobody has " + UUID.randomUUID());

    var trace = world.trace(world.spy, bad);

    assertThat(trace.roots()).isEmpty();
    assertThat(trace.graph()).isEqualTo(nothing.graph());
    assertThat(trace.bearers()).isEmpty();
    assertThat(trace.next()).isEmpty();
    var own = world.log(world.other + "/p/own", Map.of("a", bad));
    assertThat(world.trace(world.spy, bad).roots()).containsExactly(TracedWorld.node(own));
    assertThat(world.trace(world.admin, bad).roots()).hasSize(2);
    assertThat(auditor(bad).roots()).hasSize(2);
  }

  @Test
  void readers_of_a_registry_see_the_link_but_nothing_behind_it() {
    var model = world.log(in("linked"), Map.of("w", bad));
    var hidden = world.run(world.team, fresh());
    world.join(EdgeKind.INPUT, TracedWorld.node(model), hidden);
    world.link(model, "production");

    var trace = world.trace(world.reader(), bad);

    assertThat(nodes(trace)).containsExactly(TracedWorld.node(model), hidden);
    assertThat(trace.graph().nodes().getLast().description()).isEmpty();
    assertThat(trace.bearers())
        .extracting(bearer -> bearer.path().toString())
        .containsOnly(world.registry + "/digits");
  }

  @Test
  void a_draft_that_was_not_committed_holds_nothing() {
    var draft = world.artifacts.open(world.ada, in("draft"));
    world.artifacts.upload(world.ada, draft, bad);
    world.artifacts.manifest(world.ada, draft, Map.of("a", bad));

    assertThat(world.trace(world.admin, bad).roots()).isEmpty();
  }

  @Test
  void a_deleted_version_stays_in_sight() {
    var gone = world.log(in("gone"), Map.of("a", bad));
    world.delete(gone.ref());

    var trace = world.trace(world.ada, bad);

    assertThat(trace.roots()).containsExactly(TracedWorld.node(gone));
    assertThat(trace.graph().nodes().getFirst().description().orElseThrow().isDeleted()).isTrue();
  }

  @Test
  void a_path_a_version_and_a_run_are_traced_too() {
    var data = world.log(in("origins"), Map.of("a", bad, "b", "b of " + bad));
    var copy = world.log(in("copy"), Map.of("elsewhere", bad));
    var name = fresh();
    var train = world.run(world.team, name);
    world.join(EdgeKind.INPUT, TracedWorld.node(data), train);
    var ref = Reference.parse(data.ref());

    assertThat(traced(new Origin.File(ref, new FilePath("a"))).roots())
        .containsExactlyInAnyOrder(TracedWorld.node(data), TracedWorld.node(copy));
    assertThat(nodes(traced(new Origin.Whole(ref)))).containsExactly(TracedWorld.node(data), train);
    assertThat(nodes(traced(new Origin.Execution(RunPath.of(world.team, "p", name)))))
        .containsExactly(train);
    assertThat(traced(new Origin.Content(data.digest())).roots())
        .as("by the digest of a whole version")
        .containsExactly(TracedWorld.node(data));
    assertThatThrownBy(() -> traced(new Origin.File(ref, new FilePath("no/such"))))
        .isInstanceOf(Failure.NotFound.class);
    assertThatThrownBy(() ->
            world.trace(
                world.spy, new Origin.File(ref, new FilePath("a")), false, PageRequest.first()))
        .isInstanceOf(Failure.NotFound.class);
  }

  @Test
  void holders_come_page_by_page_each_once() {
    var all = new ArrayList<Node>();
    for (var i = 0; i < 7; i++) {
      all.add(TracedWorld.node(world.log(in("many"), Map.of("a", bad, "n", "v" + i))));
      all.add(TracedWorld.node(world.log(in("twin"), Map.of("a", bad, "n", "v" + i))));
    }

    var paged = new ArrayList<Node>();
    var page = new PageRequest(3, Optional.empty());
    for (var more = true; more; ) {
      var trace = world.trace(world.ada, new Origin.Content(TracedWorld.digest(bad)), false, page);
      paged.addAll(trace.roots());
      assertThat(trace.roots()).hasSizeLessThanOrEqualTo(3);
      more = trace.next().isPresent();
      page = new PageRequest(3, trace.next());
    }

    assertThat(paged).containsExactlyInAnyOrderElementsOf(all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "x.00.1", "f.00.1", "f.%s.x", "f.%s"})
  void a_cursor_of_another_list_is_refused(String key) {
    var cursor = new Cursor(key.formatted("0".repeat(64)));
    var page = new PageRequest(3, Optional.of(cursor));

    assertThatThrownBy(
            () -> world.trace(world.ada, new Origin.Content(TracedWorld.digest(bad)), false, page))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, e -> assertThat(e.field()).isEqualTo("cursor"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 51, -1})
  void a_depth_out_of_bounds_is_refused(int depth) {
    assertThatThrownBy(() ->
            new TraceQuestion(
                new Origin.Content(TracedWorld.digest(bad)),
                Direction.UP,
                depth,
                false,
                PageRequest.first()))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, e -> assertThat(e.field()).isEqualTo("depth"));
  }

  private Trace auditor(String content) {
    return world.trace(world.people.user(fresh(), InstallationRole.AUDITOR), content);
  }

  private Trace traced(Origin origin) {
    return world.trace(world.ada, origin, false, PageRequest.first());
  }

  private Trace aliased(Principal actor, String content) {
    return world.trace(
        actor, new Origin.Content(TracedWorld.digest(content)), true, PageRequest.first());
  }

  private static List<Node> nodes(Trace trace) {
    return trace.graph().nodes().stream().map(LineageGraph.Found::node).toList();
  }

  private String in(String collection) {
    return world.team + "/p/" + collection;
  }

  private static String fresh() {
    return "n-" + UUID.randomUUID();
  }
}
