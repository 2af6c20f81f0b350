// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.access.Access;
import io.cairn.core.access.InstallationRole;
import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.access.TestAccess;
import io.cairn.core.artifact.FindVersion;
import io.cairn.core.artifact.ReadVersionFiles;
import io.cairn.core.content.CheckBlob.Pace;
import io.cairn.core.content.CheckBlob.Verdict;
import io.cairn.core.content.Damage;
import io.cairn.core.content.DamageKind;
import io.cairn.core.content.Damages;
import io.cairn.core.content.Digest;
import io.cairn.core.draft.FindMissingBlobs.Asked;
import io.cairn.core.draft.HeapBlobs;
import io.cairn.core.draft.TestArtifacts;
import io.cairn.core.event.Event;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.job.Job;
import io.cairn.core.job.JobKind;
import io.cairn.core.job.JobState;
import io.cairn.core.job.Jobs;
import io.cairn.core.job.WorkOnJobs;
import io.cairn.core.page.PageRequest;
import io.cairn.core.time.Timeline;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@OnBothEngines
class ScrubTest {
  /// The bytes that each data base tells of.
  private static final Map<TestFacts, HeapBlobs> STORES = new ConcurrentHashMap<>();

  private final Timeline timeline = Timeline.system();
  private final Events events = new Events(timeline);
  private final Jobs jobs = new Jobs(events, timeline);
  private final CountDownLatch never = new CountDownLatch(1);
  private final Facts facts;
  private final TestArtifacts artifacts;
  private final WorkOnJobs work;
  private final StartScrub startScrub;
  private final ListDamagedBlobs listDamaged;
  private final Principal admin;
  private final Principal ada;
  private final String team;

  ScrubTest(TestFacts db) {
    facts = db.facts();
    var people = new TestAccess(facts);
    artifacts =
        new TestArtifacts(
            facts, people.access(), timeline, STORES.computeIfAbsent(db, _ -> new HeapBlobs()));
    work = new WorkOnJobs(facts, jobs, timeline);
    startScrub = new StartScrub(facts, people.access(), jobs);
    listDamaged = new ListDamagedBlobs(facts, people.access());
    admin = people.user("n" + UUID.randomUUID(), InstallationRole.ADMIN);
    var space = people.team("n" + UUID.randomUUID());
    team = space.name().text();
    ada = people.put(people.user("n" + UUID.randomUUID()), space, Role.MEMBER);
  }

  @Test
  void every_flipped_bit_is_found_not_served_and_healed_by_the_same_bytes() {
    var seed = System.nanoTime();
    var random = new Random(seed);
    var files = files(20);
    var version = artifacts.log(ada, team + "/p/flipped", files).version().version();
    var digests = new HashSet<Digest>();
    files.values().forEach(content -> digests.add(digest(content)));
    var before = damaged().size();
    digests.forEach(digest -> artifacts.store.tamper(digest, bytes -> flipped(bytes, random)));

    var job = scrub();

    assertThat(job.state()).isEqualTo(JobState.DONE);
    assertThat(job.report().members()).as("seed %d", seed).containsEntry("damaged", before + 20L);
    assertThat(damaged()).containsAll(digests).hasSize(before + 20);
    assertThat(told("blob.damaged", digests)).hasSize(20);
    var read = new ReadVersionFiles(facts, new FindVersion(facts, access()), artifacts.store);
    for (var digest : digests) {
      assertThatThrownBy(() -> read.blob(ada, version, digest)).isInstanceOf(Failure.Corrupt.class);
    }

    var draft = artifacts.open(ada, team + "/p/flipped");
    assertThat(artifacts.findMissing.run(ada, draft, asked(files)))
        .containsExactlyInAnyOrderElementsOf(digests);
    files.values().forEach(content -> artifacts.upload(ada, draft, content));

    assertThat(damaged()).doesNotContainAnyElementsOf(digests);
    assertThat(told("blob.healed", digests)).hasSize(20);
    assertThat(scrub().report().members()).containsEntry("damaged", (long) before);
    for (var digest : digests) {
      assertThat(read.blob(ada, version, digest).digest()).isEqualTo(digest);
    }
  }

  @Test
  void a_damaged_blob_names_the_versions_that_need_it() {
    artifacts.log(ada, team + "/p/needed", Map.of("a", "needed " + team));
    artifacts.store.tamper(digest("needed " + team), bytes -> new byte[bytes.length]);

    scrub();

    assertThat(listDamaged.run(admin, PageRequest.first()).items())
        .filteredOn(found -> found.damage().digest().equals(digest("needed " + team)))
        .singleElement()
        .satisfies(found -> {
          assertThat(found.versions()).containsExactly(team + "/p/needed:v0");
          assertThat(found.damage().kind()).isEqualTo(DamageKind.DAMAGED);
        });
  }

  @Test
  void lost_bytes_are_damage_too() {
    artifacts.log(ada, team + "/p/lost", Map.of("a", "lost " + team));
    artifacts.store.delete(digest("lost " + team));

    scrub();

    var kinds = new TreeMap<Digest, DamageKind>();
    all().forEach(damage -> kinds.put(damage.digest(), damage.kind()));
    assertThat(kinds).containsEntry(digest("lost " + team), DamageKind.MISSING);
  }

  @Test
  void bytes_cut_short_are_not_told_as_present() {
    var content = "cut short " + team;
    artifacts.log(ada, team + "/p/cut", Map.of("a", content));
    artifacts.store.tamper(digest(content), bytes -> new byte[3]);

    var draft = artifacts.open(ada, team + "/p/cut");
    var missing = artifacts.findMissing.run(ada, draft, asked(Map.of("a", content)));

    assertThat(missing).containsExactly(digest(content));
    artifacts.upload(ada, draft, content);
    assertThat(artifacts.checkBlob.run(digest(content), Pace.UNBOUNDED)).isEqualTo(Verdict.WHOLE);
    assertThat(damaged()).doesNotContain(digest(content));
  }

  @Test
  void bytes_that_somebody_put_right_by_hand_are_served_again() {
    var content = "by hand " + team;
    artifacts.log(ada, team + "/p/hand", Map.of("a", content));
    artifacts.store.tamper(digest(content), bytes -> new byte[bytes.length]);
    scrub();

    artifacts.store.place(content.getBytes(StandardCharsets.UTF_8));
    scrub();

    assertThat(damaged()).doesNotContain(digest(content));
  }

  @Test
  void a_scrub_that_was_broken_off_goes_on_where_it_was() {
    artifacts.log(ada, team + "/p/resumed", files(6));
    var stopping = new CountDownLatch(1);
    var seen = new AtomicInteger();
    startScrub.run(admin, OptionalLong.of(0));

    work.run(scrubOf(seen, 4, stopping), stopping);
    var broken = facts.read(reading -> jobs.require(reading, JobKind.SCRUB));
    var first = seen.get();
    var after = work.run(scrubOf(seen, Integer.MAX_VALUE, never), never).orElseThrow();

    assertThat(broken.state()).isEqualTo(JobState.RUNNING);
    assertThat(after.state()).isEqualTo(JobState.DONE);
    assertThat(after.tally().doneCount()).isEqualTo(after.tally().totalCount());
    // The blob that was being read is read again, and no other.
    assertThat(seen.get() - first)
        .isLessThanOrEqualTo((int) (after.tally().totalCount() - broken.tally().doneCount()));
  }

  @Test
  void one_scrub_is_open_at_a_time() {
    startScrub.run(admin, OptionalLong.empty());

    assertThatThrownBy(() -> startScrub.run(admin, OptionalLong.empty()))
        .isInstanceOfSatisfying(
            Failure.Conflict.class, failure -> assertThat(failure.code()).isEqualTo("job.open"));
    facts.write(tx -> {
      jobs.stop(tx, admin.origin(), JobKind.SCRUB);
      return tx;
    });
    assertThat(scrub().state()).isEqualTo(JobState.DONE);
  }

  @Test
  void only_installation_admins_start_one() {
    assertThatThrownBy(() -> startScrub.run(ada, OptionalLong.empty()))
        .isInstanceOf(Failure.Forbidden.class);
    assertThatThrownBy(() -> listDamaged.run(ada, PageRequest.first()))
        .isInstanceOf(Failure.Forbidden.class);
  }

  private Job scrub() {
    startScrub.run(admin, OptionalLong.of(0));
    return work.run(new Scrub(facts, artifacts.checkBlob, new ScrubSettings(0)), never)
        .orElseThrow();
  }

  private Scrub scrubOf(AtomicInteger seen, int stopAfter, CountDownLatch stopping) {
    artifacts.store.watch(_ -> {
      if (seen.incrementAndGet() >= stopAfter) {
        stopping.countDown();
      }
    });
    return new Scrub(facts, artifacts.checkBlob, new ScrubSettings(0));
  }

  private Access access() {
    return new Access();
  }

  private Set<Digest> damaged() {
    var digests = new HashSet<Digest>();
    all().forEach(damage -> digests.add(damage.digest()));
    return digests;
  }

  private List<Damage> all() {
    return facts.read(reading -> Damages.page(reading, PageRequest.first())).items();
  }

  private List<Event> told(String kind, Set<Digest> digests) {
    events.settle(facts);
    return facts.read(reading -> events.after(reading, 0, 10_000)).stream()
        .filter(event -> event.kind().equals(kind))
        .filter(event -> digests.contains(Digest.parse("" + event.data().members().get("digest"))))
        .toList();
  }

  private Map<String, String> files(int count) {
    var files = new TreeMap<String, String>();
    for (var i = 0; i < count; i++) {
      files.put("f" + i, "file " + i + " of " + UUID.randomUUID());
    }
    return files;
  }

  private static List<Asked> asked(Map<String, String> files) {
    return files.values().stream()
        .map(content -> new Asked(digest(content), content.getBytes(StandardCharsets.UTF_8).length))
        .toList();
  }

  private static byte[] flipped(byte[] bytes, Random random) {
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return bytes;
  }

  private static Digest digest(String content) {
    return Digest.hash(content.getBytes(StandardCharsets.UTF_8));
  }
}
