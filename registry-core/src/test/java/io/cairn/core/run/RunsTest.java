// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import static io.cairn.core.run.TestRuns.json;
import static io.cairn.core.run.TestRuns.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.access.Role;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnBothEngines
class RunsTest {
  private final TestRuns runs;

  RunsTest(TestFacts db) {
    runs = new TestRuns(db.facts());
  }

  @Test
  void a_resume_and_an_edit_at_once_both_last() throws Exception {
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (var round = 0; round < 20; round++) {
        var name = "both-" + round;
        runs.begin(name);
        var resumed =
            threads.submit(() ->
                runs.create(
                    new NewRun(
                        Optional.of(new Name(name)),
                        Resume.ALLOW,
                        Optional.empty(),
                        config("{\"resumed\":1}"))));
        var edited = threads.submit(() -> runs.edit(name, config("{\"edited\":1}")));
        resumed.get();
        edited.get();

        assertThat(runs.describe(name).config()).isEqualTo(json("{\"edited\":1,\"resumed\":1}"));
      }
    }
  }

  @Test
  void a_run_comes_back_as_it_was_begun() {
    var said =
        new RunEdit(
            Optional.of(new Title("First try")),
            Optional.of("two\nlines"),
            Optional.of(new Title("sweep / 1")),
            Optional.of(new Title("training")),
            Optional.of(List.of(new Label("Baseline"), new Label("long run"))),
            json("{\"lr\":0.1,\"layers\":[64,32]}"),
            json("{\"best\":true}"),
            json("{\"java\":\"25\"}"));

    var created =
        runs.create(
            new NewRun(Optional.of(new Name("Full")), Resume.NEVER, Optional.empty(), said));

    assertThat(created.isNew()).isTrue();
    assertThat(created.run()).isEqualTo(runs.describe("full"));
    assertThat(created.run().path()).hasToString(runs.team.name() + "/digits/runs/Full");
    assertThat(created.run().state()).isEqualTo(RunState.RUNNING);
    assertThat(created.run().createdBy()).isEqualTo(runs.member.name());
    assertThat(created.run().createdAt()).isEqualTo(runs.now());
    assertThat(said(created.run())).isEqualTo(said);
  }

  @Test
  void a_run_without_a_name_gets_a_readable_one() {
    var names =
        IntStream.range(0, 50)
            .mapToObj(_ ->
                runs.create(
                    new NewRun(Optional.empty(), Resume.NEVER, Optional.empty(), RunEdit.NOTHING)))
            .map(created -> created.run().path().run().text())
            .toList();

    assertThat(names).doesNotHaveDuplicates().allMatch(n -> n.matches("[a-z]+-[a-z]+-[0-9a-z]+"));
  }

  @Test
  void a_name_is_taken_without_regard_to_case() {
    runs.begin("taken");

    assertThatThrownBy(() -> runs.create(wanted("TAKEN", Resume.NEVER)))
        .isInstanceOfSatisfying(
            Failure.Conflict.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo("run.taken");
              assertThat(refusal.actual()).isEqualTo(runs.path("taken").toString());
            });
    assertThat(runs.told()).containsOnlyOnce("run.created");
  }

  @Test
  void the_name_of_a_deleted_run_is_never_given_again() {
    runs.begin("gone");
    runs.delete("gone");

    assertRefused("run.deleted", () -> runs.create(wanted("gone", Resume.NEVER)));
    assertRefused("run.deleted", () -> runs.create(wanted("gone", Resume.ALLOW)));
    assertRefused("run.deleted", () -> runs.create(wanted("gone", Resume.MUST)));
    assertNotFound(() -> runs.describe("gone"));
    assertNotFound(() -> runs.delete("gone"));
  }

  @Test
  void a_run_that_ended_goes_on_when_resumed() {
    runs.begin("again");
    runs.edit("again", config("{\"a\":1,\"b\":1}"));
    runs.finish("again", RunState.FAILED, 3);

    var resumed =
        runs.create(
            new NewRun(
                Optional.of(new Name("again")),
                Resume.ALLOW,
                Optional.empty(),
                config("{\"b\":2}")));

    assertThat(resumed.isNew()).isFalse();
    assertThat(resumed.run().state()).isEqualTo(RunState.RUNNING);
    assertThat(resumed.run().exitCode()).isEmpty();
    assertThat(resumed.run().finishedAt()).isEmpty();
    assertThat(resumed.run().config()).hasToString("{\"a\":1,\"b\":2}");
    assertThat(runs.told()).endsWith("run.ended", "run.resumed");
  }

  @Test
  void a_run_that_must_exist_is_not_made() {
    assertNotFound(() -> runs.create(wanted("nowhere", Resume.MUST)));
    assertInvalid(
        "id",
        () ->
            runs.create(
                new NewRun(Optional.empty(), Resume.MUST, Optional.empty(), RunEdit.NOTHING)));

    assertThat(runs.told()).doesNotContain("run.created", "project.created");
  }

  @Test
  void a_parent_is_a_run_of_the_same_project() {
    runs.begin("parent");

    var child =
        runs.create(
            new NewRun(
                Optional.of(new Name("child")),
                Resume.NEVER,
                Optional.of(new Name("Parent")),
                RunEdit.NOTHING));

    assertThat(child.run().parent()).contains(new Name("parent"));
    assertInvalid(
        "parent",
        () ->
            runs.create(
                new NewRun(
                    Optional.of(new Name("orphan")),
                    Resume.NEVER,
                    Optional.of(new Name("nobody")),
                    RunEdit.NOTHING)));
    assertNotFound(() -> runs.describe("orphan"));
  }

  @Test
  void an_edit_merges_at_the_top_level_and_leaves_the_rest() {
    runs.begin("edited");
    runs.edit("edited", config("{\"a\":{\"x\":1,\"y\":1},\"b\":1}"));

    var after = runs.edit("edited", config("{\"a\":{\"x\":2},\"c\":null}"));

    assertThat(after.config()).hasToString("{\"a\":{\"x\":2},\"b\":1,\"c\":null}");
    assertThat(after).isEqualTo(runs.describe("edited"));
  }

  @Test
  void a_config_that_outgrows_its_limit_by_merging_is_refused() {
    runs.begin("large");
    runs.edit("large", config("{\"a\":\"" + "x".repeat(600_000) + "\"}"));

    assertThatThrownBy(() -> runs.edit("large", config("{\"b\":\"" + "x".repeat(600_000) + "\"}")))
        .isInstanceOfSatisfying(
            Failure.TooLarge.class, e -> assertThat(e.field()).isEqualTo("config"));
    assertThat(runs.describe("large").config().members()).containsOnlyKeys("a");
  }

  @Test
  void a_run_ends_once() {
    runs.begin("over");

    var first = runs.finish("over", RunState.FINISHED, 0);
    runs.pass(Duration.ofSeconds(1));
    var again = runs.finish("over", RunState.FINISHED, 0);

    assertThat(first.finishedAt()).isPresent();
    assertThat(again).isEqualTo(first);
    assertRefused("run.ended", () -> runs.finish("over", RunState.FAILED, 0));
    assertRefused("run.ended", () -> runs.finish("over", RunState.FINISHED, 1));
    assertThat(runs.describe("over")).isEqualTo(first);
    assertThat(runs.told()).containsOnlyOnce("run.ended");
  }

  @Test
  void only_a_run_that_ever_sent_a_heartbeat_crashes() {
    runs.begin("mute");
    runs.begin("alive");
    runs.heartbeat("alive");

    runs.pass(Duration.ofMinutes(5));
    assertThat(runs.describe("alive").state()).isEqualTo(RunState.RUNNING);
    runs.pass(Duration.ofSeconds(1));

    assertThat(runs.describe("alive").state()).isEqualTo(RunState.CRASHED);
    assertThat(runs.describe("mute").state()).isEqualTo(RunState.RUNNING);
  }

  @Test
  void late_data_revives_a_crashed_run() {
    runs.begin("by-data");
    runs.begin("by-heartbeat");
    runs.heartbeat("by-data");
    runs.heartbeat("by-heartbeat");
    runs.pass(Duration.ofHours(1));

    runs.append("by-data", TestRuns.next(Map.of("loss", 1)));
    runs.heartbeat("by-heartbeat");

    assertThat(runs.describe("by-data").state()).isEqualTo(RunState.RUNNING);
    assertThat(runs.describe("by-heartbeat").state()).isEqualTo(RunState.RUNNING);
  }

  @Test
  void a_heartbeat_does_not_wake_a_run_that_ended() {
    runs.begin("ended");
    runs.finish("ended", RunState.FINISHED, 0);

    assertThat(runs.heartbeat("ended").state()).isEqualTo(RunState.FINISHED);
  }

  @Test
  void a_crashed_run_can_end() {
    runs.begin("late");
    runs.heartbeat("late");
    runs.pass(Duration.ofHours(1));

    assertThat(runs.finish("late", RunState.FAILED, 137).state()).isEqualTo(RunState.FAILED);
  }

  @Test
  void a_crash_is_told_once_and_so_is_its_end() {
    var detect = new DetectCrashes(runs.facts, runs.heartbeats, runs.events);
    runs.begin("silent");
    runs.begin("never-alive");
    runs.heartbeat("silent");
    runs.pass(Duration.ofMinutes(5).plusSeconds(1));

    assertThat(runs.describe("silent").state()).isEqualTo(RunState.CRASHED);
    detect.run();
    detect.run();
    assertThat(runs.describe("silent").state()).isEqualTo(RunState.CRASHED);
    assertThat(runs.describe("never-alive").state()).isEqualTo(RunState.RUNNING);
    assertThat(runs.told()).endsWith("run.created", "run.created", "run.crashed");

    runs.append("silent", TestRuns.next(Map.of("loss", 1)));
    assertThat(runs.describe("silent").state()).isEqualTo(RunState.RUNNING);
    runs.pass(Duration.ofMinutes(6));
    detect.run();
    runs.heartbeat("silent");
    assertThat(runs.describe("silent").state()).isEqualTo(RunState.RUNNING);
    detect.run();
    assertThat(runs.told()).endsWith("run.crashed", "run.revived", "run.crashed", "run.revived");
  }

  @Test
  void a_run_that_was_written_down_as_crashed_can_end_and_be_resumed() {
    var detect = new DetectCrashes(runs.facts, runs.heartbeats, runs.events);
    for (var name : List.of("ends", "goes-on")) {
      runs.begin(name);
      runs.heartbeat(name);
    }
    runs.pass(Duration.ofMinutes(6));
    detect.run();

    assertThat(runs.finish("ends", RunState.FAILED, 1).state()).isEqualTo(RunState.FAILED);
    runs.create(wanted("goes-on", Resume.MUST));

    assertThat(runs.describe("goes-on").state()).isEqualTo(RunState.RUNNING);
    detect.run();
    assertThat(runs.told()).endsWith("run.crashed", "run.crashed", "run.ended", "run.resumed");
  }

  @Test
  void an_edit_upon_another_revision_is_refused() {
    var first = runs.begin("edited");
    var edit = new EditRun(runs.facts, runs.door, runs.events);
    var path = runs.path("edited");

    var second =
        edit.run(runs.member, path, config("{\"a\":1}"), OptionalLong.of(first.revision()));

    assertThat(second.revision()).isGreaterThan(first.revision());
    assertThat(runs.describe("edited").revision()).isEqualTo(second.revision());
    assertThatThrownBy(() ->
            edit.run(runs.member, path, config("{\"a\":2}"), OptionalLong.of(first.revision())))
        .isInstanceOf(Failure.PreconditionFailed.class);
    assertThat(runs.describe("edited").config()).isEqualTo(json("{\"a\":1}"));
  }

  @Test
  void a_viewer_reads_and_an_outsider_sees_nothing() {
    runs.begin("secret");
    var viewer = runs.member(Role.VIEWER);
    var outsider = runs.outsider();
    var describe = new DescribeRun(runs.facts, runs.door);
    var edit = new EditRun(runs.facts, runs.door, runs.events);

    assertThat(describe.run(viewer, runs.path("secret"))).isEqualTo(runs.describe("secret"));
    assertRefused("team.member", () -> runs.create(viewer, wanted("new", Resume.NEVER)));
    assertRefused(
        "team.member",
        () -> edit.run(viewer, runs.path("secret"), config("{\"a\":1}"), OptionalLong.empty()));
    assertNotFound(() -> describe.run(outsider, runs.path("secret")));
    assertNotFound(() -> runs.create(outsider, wanted("new", Resume.NEVER)));
    assertThat(runs.describe("secret").config()).isEqualTo(JsonObject.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b/c", "a/b/c/d", "a/b/runs/", "a/b/runs/..", "a/b/runs/x/y", ""})
  void what_is_no_path_of_a_run_is_refused(String text) {
    assertInvalid("run", () -> RunPath.parse("run", text));
  }

  private static RunEdit config(String text) {
    return new RunEdit(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        json(text),
        JsonObject.empty(),
        JsonObject.empty());
  }

  private static RunEdit said(Run run) {
    return new RunEdit(
        run.title(),
        Optional.of(run.notes()),
        run.group(),
        run.jobType(),
        Optional.of(run.tags()),
        run.config(),
        run.summary(),
        run.environment());
  }

  private static void assertRefused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static void assertInvalid(String field, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Failure.Invalid.class, e -> assertThat(e.field()).isEqualTo(field));
  }

  private static void assertNotFound(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(Failure.NotFound.class);
  }
}
