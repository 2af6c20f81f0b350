// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.access.TestAccess;
import io.cairn.core.artifact.LinkVersion;
import io.cairn.core.backup.BeginBackup;
import io.cairn.core.backup.HoldBackup;
import io.cairn.core.content.Arrivals;
import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.CheckBlob.Pace;
import io.cairn.core.content.CheckBlob.Verdict;
import io.cairn.core.content.Digest;
import io.cairn.core.content.Removals;
import io.cairn.core.draft.FindMissingBlobs.Asked;
import io.cairn.core.draft.HeapBlobs;
import io.cairn.core.draft.TestArtifacts;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Engine;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.job.Job;
import io.cairn.core.job.JobKind;
import io.cairn.core.job.JobState;
import io.cairn.core.job.Jobs;
import io.cairn.core.job.WorkOnJobs;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Reference;
import io.cairn.core.page.PageRequest;
import io.cairn.core.time.Timeline;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What a collection of garbage removes and what not, on a clock of the test's own. Each test has a
/// data base of its own, since all blobs of one are judged together.
@ParameterizedClass
@EnumSource(Engine.class)
class CollectGarbageTest {
  private static final Duration WINDOW = TestArtifacts.UNDELETE_WINDOW;
  private static final GcSettings SETTINGS =
      new GcSettings(Duration.ofHours(24), Duration.ofDays(7), WINDOW, 1);

  private final AtomicReference<Instant> clock =
      new AtomicReference<>(Instant.parse("2026-10-01T12:00:00Z"));
  private final Timeline timeline = new Timeline(clock::get, RandomGenerator.getDefault());
  private final Jobs jobs = new Jobs(new Events(timeline), timeline);
  private final TestFacts db;
  private final Facts facts;
  private final TestArtifacts artifacts;
  private final HeapBlobs store;
  private final Principal admin;
  private final Principal ada;
  private final String team;
  private final String registry;
  private final TestAccess people;

  CollectGarbageTest(Engine engine) {
    db = TestFacts.on(engine);
    facts = db.facts();
    people = new TestAccess(facts, timeline);
    artifacts = new TestArtifacts(facts, people.access(), timeline);
    store = artifacts.store;
    admin = people.admin();
    var space = people.team("n" + UUID.randomUUID());
    team = space.name().text();
    ada = people.put(people.user("n" + UUID.randomUUID()), space, Role.MEMBER);
    var models = people.registry("r" + UUID.randomUUID());
    registry = models.name().text();
    people.put(ada, models, Role.MEMBER);
  }

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void bytes_of_a_deleted_version_go_after_window_grace_and_trash_and_not_before() {
    artifacts.log(ada, team + "/p/c", Map.of("a", "alone", "b", "shared"));
    artifacts.log(ada, team + "/p/d", Map.of("b", "shared"));
    delete(team + "/p/c:v0");

    pass(WINDOW);
    collect();
    assertThat(isStored("alone")).isTrue();
    pass(Duration.ofHours(25));
    assertThat(plan(collect(), "toTrash", "blobs")).isEqualTo(2);
    assertThat(isStored("alone")).isTrue();
    pass(Duration.ofDays(7));
    collect();
    pass(Duration.ofMinutes(1));
    collect();

    assertThat(isStored("alone")).isFalse();
    assertThat(isStored("shared")).isTrue();
  }

  @Test
  void what_a_dry_run_tells_is_what_the_store_loses() {
    artifacts.log(ada, team + "/p/c", Map.of("a", "one", "b", "three"));
    artifacts.log(ada, team + "/p/d", Map.of("a", "keep"));
    delete(team + "/p/c:v0");
    pass(WINDOW.plusDays(3));
    collect();
    pass(Duration.ofDays(8));
    var before = stored();

    var told = collect(SETTINGS, Map.of("dryRun", true));
    assertThat(stored()).isEqualTo(before);
    var listed =
        new ListGarbage(facts, people.access(), timeline, SETTINGS)
            .run(admin, PageRequest.first())
            .items();
    assertThat(listed).extracting(ListGarbage.Garbage::need).containsOnly(Need.REMOVE);
    assertThat(listed)
        .filteredOn(blob -> blob.digest().equals(digest("three")))
        .extracting(ListGarbage.Garbage::versions)
        .containsExactly(List.of(team + "/p/c:v0"));
    var done = collect();

    assertThat(plan(told, "toRemove", "bytes")).isPositive().isEqualTo(before - stored());
    assertThat(done.tally().doneBytes()).isEqualTo(before - stored());
    assertThat(done.state()).isEqualTo(JobState.DONE);
  }

  @Test
  void without_a_trash_it_goes_in_one_collection() {
    artifacts.log(ada, team + "/p/c", Map.of("a", "one"));
    delete(team + "/p/c:v0");
    pass(WINDOW.plusDays(2));
    var before = stored();

    var done = collect(withoutTrash(), Map.of());

    assertThat(plan(done, "toRemove", "bytes")).isEqualTo(before - stored()).isPositive();
    assertThat(isStored("one")).isFalse();
  }

  @Test
  void a_link_keeps_what_its_deleted_source_held() {
    artifacts.log(ada, team + "/p/c", Map.of("a", "linked"));
    artifacts.linkVersion.run(ada, link(team + "/p/c:v0"));
    delete(team + "/p/c:v0");
    pass(Duration.ofDays(60));

    collect(withoutTrash(), Map.of());

    assertThat(isStored("linked")).isTrue();
  }

  @Test
  void an_open_draft_keeps_what_it_was_sent_until_it_expires() {
    var draft = artifacts.open(ada, team + "/p/c");
    artifacts.upload(ada, draft, "sent");
    for (var i = 0; i < 3; i++) {
      pass(Duration.ofHours(20));
      artifacts.upload(ada, draft, "again " + i);
      collect(withoutTrash(), Map.of());
      assertThat(isStored("sent")).isTrue();
    }

    pass(Duration.ofHours(49));
    collect(withoutTrash(), Map.of());

    assertThat(isStored("sent")).isFalse();
  }

  @Test
  void bytes_in_the_trash_that_are_asked_for_are_found_and_stay() {
    artifacts.log(ada, team + "/p/c", Map.of("a", "back"));
    delete(team + "/p/c:v0");
    pass(WINDOW.plusDays(2));
    collect();

    var draft = artifacts.open(ada, team + "/p/c");
    assertThat(artifacts.findMissing.run(ada, draft, List.of(new Asked(digest("back"), 4))))
        .isEmpty();
    artifacts.manifest(ada, draft, Map.of("a", "back"));
    artifacts.commit(ada, draft);
    pass(Duration.ofDays(30));
    collect();

    assertThat(isStored("back")).isTrue();
  }

  @Test
  void a_commit_that_asks_nothing_of_bytes_in_the_trash_is_found_at_the_last_look() {
    artifacts.log(ada, team + "/p/c", Map.of("a", "doomed"));
    delete(team + "/p/c:v0");
    pass(WINDOW.plusDays(2));
    collect();
    var draft = artifacts.open(ada, team + "/p/d");
    artifacts.manifest(ada, draft, Map.of("a", "doomed"));
    artifacts.commit(ada, draft);
    pass(Duration.ofDays(8));

    var done = collect();

    assertThat(isStored("doomed")).isTrue();
    assertThat(done.report().members().get("spared")).isEqualTo(1L);
  }

  @Test
  void removed_bytes_are_missing_for_everybody_and_can_be_sent_again() {
    artifacts.log(ada, team + "/p/c", Map.of("a", "gone"));
    delete(team + "/p/c:v0");
    pass(WINDOW.plusDays(2));
    collect(withoutTrash(), Map.of());

    var draft = artifacts.open(ada, team + "/p/c");
    artifacts.manifest(ada, draft, Map.of("a", "gone"));
    assertThatThrownBy(() -> artifacts.commit(ada, draft))
        .isInstanceOfSatisfying(
            Failure.Conflict.class,
            failure -> assertThat(failure.code()).isEqualTo("draft.missing-blobs"));
    artifacts.upload(ada, draft, "gone");
    artifacts.commit(ada, draft);

    assertThat(artifacts.checkBlob.run(digest("gone"), Pace.UNBOUNDED)).isEqualTo(Verdict.WHOLE);
    pass(Duration.ofDays(30));
    collect(withoutTrash(), Map.of());
    assertThat(isStored("gone")).isTrue();
  }

  @Test
  void bytes_that_arrived_before_a_removal_ended_are_refused_and_taken_when_sent_again()
      throws IOException {
    artifacts.log(ada, team + "/p/c", Map.of("a", "late"));
    delete(team + "/p/c:v0");
    pass(WINDOW.plusDays(2));
    var notice = facts.read(Arrivals::notice);
    store.put(BlobUpload.of(digest("late")), new ByteArrayInputStream(bytes("late")));
    collect(withoutTrash(), Map.of());

    assertThatThrownBy(() ->
            facts.write(tx -> {
              artifacts.arrivals.record(tx, notice, digest("late"), 4);
              return tx;
            }))
        .isInstanceOf(Failure.Busy.class);

    var draft = artifacts.open(ada, team + "/p/c");
    artifacts.upload(ada, draft, "late");
    assertThat(isStored("late")).isTrue();
  }

  @Test
  void bytes_that_no_row_tells_of_go_too() throws IOException {
    artifacts.log(ada, team + "/p/c", Map.of("a", "kept"));
    store.put(BlobUpload.of(digest("stray")), new ByteArrayInputStream(bytes("stray")));

    var told = collect(withoutTrash(), Map.of("dryRun", true));
    collect(withoutTrash(), Map.of());

    assertThat(plan(told, "unknown", "bytes")).isEqualTo(5);
    assertThat(isStored("stray")).isFalse();
    assertThat(isStored("kept")).isTrue();
  }

  @Test
  void it_stops_before_too_much_goes() {
    artifacts.log(ada, team + "/p/c", Map.of("a", "most of all that there is here"));
    artifacts.log(ada, team + "/p/d", Map.of("a", "x"));
    delete(team + "/p/c:v0");
    pass(WINDOW.plusDays(2));
    var careful = new GcSettings(Duration.ofHours(24), Duration.ZERO, WINDOW, 0.2);

    var stopped = collect(careful, Map.of());
    assertThat(stopped.state()).isEqualTo(JobState.FAILED);
    assertThat(stopped.report().members()).containsEntry("code", "gc.fraction").containsKey("plan");
    assertThat(isStored("most of all that there is here")).isTrue();
    collect(careful, Map.of("allowFraction", 0.9));

    assertThat(isStored("most of all that there is here")).isFalse();
  }

  @Test
  void a_turn_that_was_killed_while_it_removed_is_finished_by_the_next() {
    artifacts.log(ada, team + "/p/c", Map.of("a", "half gone", "b", "half there"));
    delete(team + "/p/c:v0");
    pass(WINDOW.plusDays(2));
    facts.write(tx -> {
      Removals.begin(tx, List.of(digest("half gone"), digest("half there")));
      return tx;
    });
    store.delete(digest("half gone"));

    var draft = artifacts.open(ada, team + "/p/d");
    assertThatThrownBy(() -> artifacts.upload(ada, draft, "half gone"))
        .isInstanceOf(Failure.Busy.class);
    collect(withoutTrash(), Map.of());

    assertThat(isStored("half there")).isFalse();
    artifacts.upload(ada, draft, "half gone");
    assertThat(isStored("half gone")).isTrue();
  }

  @Test
  void an_undeleted_version_is_whole_to_the_last_moment() {
    artifacts.log(ada, team + "/p/c", Map.of("a", "last moment"));
    delete(team + "/p/c:v0");
    pass(WINDOW.minusSeconds(1));
    collect(withoutTrash(), Map.of());

    artifacts.undeleteVersion.run(ada, CollectionPath.parse(team + "/p/c"), 0);

    assertThat(isStored("last moment")).isTrue();
    pass(Duration.ofDays(30));
    collect(withoutTrash(), Map.of());
    assertThat(isStored("last moment")).isTrue();
  }

  @Test
  void a_backup_keeps_all_that_was_there_until_it_lets_go() {
    artifacts.log(ada, team + "/p/c", Map.of("a", "before"));
    delete(team + "/p/c:v0");
    pass(WINDOW.plusDays(2));
    collect();
    var events = new Events(timeline);
    var begin = new BeginBackup(facts, people.access(), events, timeline);
    var hold = new HoldBackup(facts, people.access(), events, timeline);
    var backup = begin.run(admin);

    collect(withoutTrash(), Map.of());
    assertThat(isStored("before")).isTrue();
    hold.finish(admin, backup.id(), Duration.ofDays(90));
    pass(Duration.ofHours(1));
    artifacts.log(ada, team + "/p/d", Map.of("a", "after"));
    delete(team + "/p/d:v0");
    pass(Duration.ofDays(30));
    var told = collect(withoutTrash(), Map.of());

    assertThat(isStored("before")).isTrue();
    assertThat(isStored("after")).isFalse();
    assertThat(told.report().toString()).contains("\"backups\":{\"blobs\":2,");
    hold.letGo(admin, backup.id());
    collect(withoutTrash(), Map.of());
    pass(Duration.ofDays(2));
    collect(withoutTrash(), Map.of());
    assertThat(isStored("before")).isFalse();
  }

  @Test
  void a_backup_that_nobody_works_on_holds_nothing_and_cannot_be_finished() {
    artifacts.log(ada, team + "/p/c", Map.of("a", "before"));
    var events = new Events(timeline);
    var hold = new HoldBackup(facts, people.access(), events, timeline);
    var backup = new BeginBackup(facts, people.access(), events, timeline).run(admin);
    pass(Duration.ofMinutes(50));
    hold.run(admin, backup.id());
    delete(team + "/p/c:v0");
    pass(WINDOW.plusDays(2));

    collect(withoutTrash(), Map.of());

    assertThat(isStored("before")).isFalse();
    for (var late :
        List.<Runnable>of(
            () -> hold.run(admin, backup.id()),
            () -> hold.finish(admin, backup.id(), Duration.ZERO))) {
      assertThatThrownBy(late::run)
          .isInstanceOfSatisfying(
              Failure.Conflict.class,
              failure -> assertThat(failure.code()).isEqualTo("backup.lapsed"));
    }
  }

  private LinkVersion.Command link(String source) {
    return new LinkVersion.Command(
        (CollectionPath.InRegistry) CollectionPath.parse(registry + "/m"),
        Reference.parse(source),
        List.of(),
        LinkVersion.IfLinked.RETURN_EXISTING,
        "");
  }

  private GcSettings withoutTrash() {
    return new GcSettings(SETTINGS.grace(), Duration.ZERO, WINDOW, 1);
  }

  private Job collect() {
    return collect(SETTINGS, Map.of());
  }

  private Job collect(GcSettings settings, Map<String, Object> options) {
    facts.write(tx -> jobs.open(tx, admin.origin(), JobKind.GC, JsonObject.of("options", options)));
    return new WorkOnJobs(facts, jobs, timeline)
        .run(new CollectGarbage(facts, store, timeline, settings), new CountDownLatch(1))
        .orElseThrow();
  }

  private static long plan(Job job, String what, String unit) {
    var plan = (Map<?, ?>) Objects.requireNonNull(job.report().members().get("plan"));
    var sum = (Map<?, ?>) Objects.requireNonNull(plan.get(what));
    return (Long) Objects.requireNonNull(sum.get(unit));
  }

  private void delete(String ref) {
    artifacts.deleteVersion.run(ada, Reference.parse(ref), Optional.empty());
  }

  private void pass(Duration time) {
    clock.updateAndGet(now -> now.plus(time));
  }

  private boolean isStored(String content) {
    return store.sizeBytes(digest(content)).isPresent();
  }

  private long stored() {
    return store.bytes();
  }

  private static byte[] bytes(String content) {
    return content.getBytes(StandardCharsets.UTF_8);
  }

  private static Digest digest(String content) {
    return Digest.hash(bytes(content));
  }
}
