// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.access.InstallationRole;
import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.access.TestAccess;
import io.cairn.core.artifact.FindVersion;
import io.cairn.core.artifact.VersionId;
import io.cairn.core.content.Digest;
import io.cairn.core.content.ManifestEntry.ReferenceEntry;
import io.cairn.core.draft.TestArtifacts;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.job.Job;
import io.cairn.core.job.JobState;
import io.cairn.core.job.Jobs;
import io.cairn.core.job.WorkOnJobs;
import io.cairn.core.page.PageRequest;
import io.cairn.core.retention.ScrubSettings;
import io.cairn.core.time.Timeline;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

@OnBothEngines
class CheckReferencesTest {
  private final Timeline timeline = Timeline.system();
  private final Events events = new Events(timeline);
  private final Jobs jobs = new Jobs(events, timeline);
  private final CountDownLatch never = new CountDownLatch(1);
  private final Map<String, Finding.Kind> outside = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> looked = new ConcurrentLinkedQueue<>();
  private final Facts facts;
  private final TestArtifacts artifacts;
  private final WorkOnJobs work;
  private final StartVersionCheck start;
  private final ReadVersionChecks read;
  private final StopVersionCheck stop;
  private final Principal admin;
  private final Principal ada;
  private final Principal stranger;
  private final String team;

  CheckReferencesTest(TestFacts db) {
    facts = db.facts();
    var people = new TestAccess(facts);
    artifacts = new TestArtifacts(facts, people.access(), timeline);
    work = new WorkOnJobs(facts, jobs, timeline);
    var findVersion = new FindVersion(facts, people.access());
    start = new StartVersionCheck(facts, findVersion, jobs);
    read = new ReadVersionChecks(facts, findVersion, jobs);
    stop = new StopVersionCheck(facts, findVersion, jobs);
    admin = people.user("n" + UUID.randomUUID(), InstallationRole.ADMIN);
    stranger = people.user("n" + UUID.randomUUID());
    var space = people.team("n" + UUID.randomUUID());
    team = space.name().text();
    ada = people.put(people.user("n" + UUID.randomUUID()), space, Role.MEMBER);
  }

  @Test
  void what_is_not_as_recorded_is_listed_by_name_and_the_rest_counted() {
    var version = log("scans", 450);
    outside.put("r0007", Finding.Kind.CHANGED);
    outside.put("r0300", Finding.Kind.VANISHED);
    outside.put("r0449", Finding.Kind.UNREACHABLE);

    var job = check(version);

    assertThat(job.state()).isEqualTo(JobState.DONE);
    assertThat(job.tally().doneCount()).isEqualTo(450);
    assertThat(job.tally().totalCount()).isEqualTo(450);
    assertThat(job.report().members())
        .containsEntry("same", 447L)
        .containsEntry("changed", 1L)
        .containsEntry("vanished", 1L)
        .containsEntry("unreachable", 1L);
    assertThat(looked).hasSize(450).doesNotHaveDuplicates();
    var first = findings(version, new PageRequest(2, Optional.empty()));
    assertThat(first.items()).extracting(Finding::path).containsExactly("r0007", "r0300");
    var second = findings(version, new PageRequest(2, first.next()));
    assertThat(second.items()).extracting(Finding::path).containsExactly("r0449");
    assertThat(second.next()).isEmpty();
    assertThat(kindsOfEvents()).contains("check.started", "check.finished");
  }

  @Test
  void a_second_check_forgets_what_the_first_found() {
    var version = log("healed", 3);
    outside.put("r0001", Finding.Kind.VANISHED);
    check(version);
    outside.clear();

    var job = check(version);

    assertThat(job.report().members()).containsEntry("same", 3L);
    assertThat(findings(version, PageRequest.first()).items()).isEmpty();
  }

  @Test
  void a_check_that_was_broken_off_goes_on_behind_the_page_it_had_done() {
    var version = log("resumed", 700);
    outside.put("r0001", Finding.Kind.CHANGED);
    var stopping = new CountDownLatch(1);
    start.run(ada, version, VersionCheck.REFERENCES);

    work.run(
        new CheckReferences(
            facts,
            artifacts.store,
            entry -> {
              if (entry.path().text().equals("r0450")) {
                stopping.countDown();
              }
              return look(entry);
            }),
        stopping);
    var broken = read.latest(ada, version, VersionCheck.REFERENCES);
    looked.clear();
    var after = work.run(references(), never).orElseThrow();

    assertThat(broken.state()).isEqualTo(JobState.RUNNING);
    assertThat(broken.tally().doneCount()).isBetween(200L, 600L);
    assertThat(looked).doesNotContain("r0001").contains("r0699");
    assertThat(after.state()).isEqualTo(JobState.DONE);
    assertThat(after.tally().doneCount()).isEqualTo(700);
    assertThat(findings(version, PageRequest.first()).items()).hasSize(1);
  }

  @Test
  void one_check_of_a_version_is_open_at_a_time_and_others_beside_it() {
    var one = log("one", 2);
    var other = log("other", 2);
    start.run(ada, one, VersionCheck.REFERENCES);
    start.run(ada, other, VersionCheck.REFERENCES);
    start.run(ada, one, VersionCheck.BYTES);

    assertThatThrownBy(() -> start.run(ada, one, VersionCheck.REFERENCES))
        .isInstanceOfSatisfying(
            Failure.Conflict.class, failure -> assertThat(failure.code()).isEqualTo("job.open"));
    finishAll();

    assertThat(read.latest(ada, one, VersionCheck.REFERENCES).state()).isEqualTo(JobState.DONE);
    assertThat(read.latest(ada, other, VersionCheck.REFERENCES).state()).isEqualTo(JobState.DONE);
    assertThat(read.latest(ada, one, VersionCheck.BYTES).state()).isEqualTo(JobState.WAITING);
  }

  @Test
  void who_opens_many_does_not_keep_others_waiting() {
    var many = List.of(log("many1", 1), log("many2", 1), log("many3", 1));
    var one = log("other", 1);
    many.forEach(version -> start.run(ada, version, VersionCheck.REFERENCES));
    start.run(admin, one, VersionCheck.REFERENCES);
    var order = new ConcurrentLinkedQueue<String>();

    var first =
        work.run(
            new CheckReferences(
                facts,
                artifacts.store,
                entry -> {
                  for (var i = 0; i < 3; i++) {
                    order.add(work.run(references(), never).orElseThrow().subject());
                  }
                  return look(entry);
                }),
            never);

    assertThat(first.orElseThrow().subject()).isEqualTo(many.getFirst().value().toString());
    assertThat(order)
        .containsExactly(
            one.value().toString(), many.get(1).value().toString(), many.get(2).value().toString());
  }

  @Test
  void who_may_not_read_the_version_learns_nothing_and_who_did_not_ask_cannot_stop_it() {
    var version = log("hidden", 2);
    for (var check : VersionCheck.values()) {
      assertThatThrownBy(() -> start.run(stranger, version, check))
          .isInstanceOf(Failure.NotFound.class);
      assertThatThrownBy(() -> read.latest(stranger, version, check))
          .isInstanceOf(Failure.NotFound.class);
      assertThatThrownBy(() -> read.findings(stranger, version, check, PageRequest.first()))
          .isInstanceOf(Failure.NotFound.class);
      assertThatThrownBy(() -> stop.run(stranger, version, check))
          .isInstanceOf(Failure.NotFound.class);
      assertThatThrownBy(() -> read.latest(ada, version, check))
          .isInstanceOf(Failure.NotFound.class);
    }
    start.run(admin, version, VersionCheck.REFERENCES);

    assertThatThrownBy(() -> stop.run(ada, version, VersionCheck.REFERENCES))
        .isInstanceOfSatisfying(
            Failure.Forbidden.class,
            failure -> assertThat(failure.code()).isEqualTo("check.other"));
    stop.run(admin, version, VersionCheck.REFERENCES);

    assertThat(read.latest(ada, version, VersionCheck.REFERENCES).state())
        .isEqualTo(JobState.STOPPED);
  }

  @Test
  void the_blobs_of_a_version_are_read_and_a_damaged_one_is_named() {
    var files = Map.of("a", "one " + team, "b/c", "two " + team, "b/d", "two " + team);
    var version = artifacts.log(ada, team + "/p/bytes", files).version().version();
    assertThat(verify(version).report().members()).containsEntry("same", 4L);

    artifacts.store.tamper(digest("two " + team), bytes -> new byte[bytes.length]);
    var job = verify(version);

    assertThat(job.report().members()).containsEntry("same", 2L).containsEntry("damaged", 2L);
    assertThat(read.findings(ada, version, VersionCheck.BYTES, PageRequest.first()).items())
        .extracting(Finding::path)
        .containsExactly("b/c", "b/d");
  }

  private Job verify(VersionId version) {
    start.run(ada, version, VersionCheck.BYTES);
    var verify =
        new VerifyVersion(facts, artifacts.store, artifacts.checkBlob, new ScrubSettings(0));
    while (read.latest(ada, version, VersionCheck.BYTES).state().isOpen()) {
      assertThat(work.run(verify, never)).isPresent();
    }
    return read.latest(ada, version, VersionCheck.BYTES);
  }

  private Job check(VersionId version) {
    start.run(ada, version, VersionCheck.REFERENCES);
    finishAll();
    return read.latest(ada, version, VersionCheck.REFERENCES);
  }

  private void finishAll() {
    while (work.run(references(), never).isPresent()) {
      // One after the other, the oldest first.
    }
  }

  private CheckReferences references() {
    return new CheckReferences(facts, artifacts.store, this::look);
  }

  private Optional<Finding> look(ReferenceEntry entry) {
    var path = entry.path().text();
    looked.add(path);
    return Optional.ofNullable(outside.get(path)).map(kind -> new Finding(path, kind, "is so"));
  }

  private io.cairn.core.page.Page<Finding> findings(VersionId version, PageRequest page) {
    return read.findings(ada, version, VersionCheck.REFERENCES, page);
  }

  private Set<String> kindsOfEvents() {
    events.settle(facts);
    var kinds = new java.util.HashSet<String>();
    facts
        .read(reading -> events.after(reading, 0, 10_000))
        .forEach(event -> kinds.add(event.kind()));
    return kinds;
  }

  private VersionId log(String name, int references) {
    var lines = new ArrayList<String>(List.of("{\"cairn\":\"manifest/1\"}"));
    for (var i = 0; i < references; i++) {
      lines.add("{\"path\":\"r%04d\",\"ref\":\"s3://lake/%s/%d\"}".formatted(i, name, i));
    }
    var draft = artifacts.open(ada, team + "/p/" + name);
    artifacts.manifest(ada, draft, String.join("\n", lines) + "\n");
    return artifacts.commit(ada, draft).version().version();
  }

  private static Digest digest(String content) {
    return Digest.hash(content.getBytes(StandardCharsets.UTF_8));
  }
}
