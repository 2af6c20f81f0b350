// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.retention;

import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.access.TestAccess;
import io.cairn.core.artifact.LinkVersion;
import io.cairn.core.content.Digest;
import io.cairn.core.content.ManifestEntry.FileEntry;
import io.cairn.core.content.ManifestReader;
import io.cairn.core.draft.DraftId;
import io.cairn.core.draft.FindMissingBlobs.Asked;
import io.cairn.core.draft.HeapBlobs;
import io.cairn.core.draft.TestArtifacts;
import io.cairn.core.event.Events;
import io.cairn.core.event.Events.Origin;
import io.cairn.core.fact.Engine;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.job.JobKind;
import io.cairn.core.job.JobState;
import io.cairn.core.job.Jobs;
import io.cairn.core.job.WorkOnJobs;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Reference;
import io.cairn.core.page.PageRequest;
import io.cairn.core.time.Timeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Eight people at work on few contents, and a collection of garbage that never rests.
final class RacingWorld implements AutoCloseable {
  private static final int PEOPLE = 8;
  private static final int CONTENTS = 30;
  private static final int COLLECTIONS = 4;
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final Duration WINDOW = Duration.ofMillis(300);
  private static final Duration TRASH = Duration.ofMillis(700);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final long seed;
  private final TestFacts db;
  private final Facts facts;
  private final TestArtifacts artifacts;
  private final HeapBlobs store = new HeapBlobs();
  private final Timeline timeline = Timeline.system();
  private final Jobs jobs = new Jobs(new Events(timeline), timeline);
  private final CollectGarbage collectGarbage;
  private final Principal ada;
  private final String team;
  private final String registry;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Queue<String> broken = new ConcurrentLinkedQueue<>();
  private final Map<Digest, Map<String, String>> logged = new ConcurrentHashMap<>();
  private final AtomicLong removed = new AtomicLong();
  private final AtomicLong committed = new AtomicLong();
  private final AtomicLong again = new AtomicLong();

  RacingWorld(Engine engine, long seed, Set<Need> leavesOut, boolean looksTwice) {
    this.seed = seed;
    db = TestFacts.on(engine);
    facts = db.facts();
    var people = new TestAccess(facts);
    artifacts = new TestArtifacts(facts, people.access(), timeline, store, WINDOW);
    var settings = new GcSettings(GRACE, TRASH, WINDOW, 1);
    collectGarbage = new CollectGarbage(facts, store, timeline, settings, leavesOut, looksTwice);
    var space = people.team("n" + UUID.randomUUID());
    team = space.name().text();
    ada = people.put(people.user("n" + UUID.randomUUID()), space, Role.MEMBER);
    var models = people.registry("r" + UUID.randomUUID());
    registry = models.name().text();
    people.put(ada, models, Role.MEMBER);
  }

  /// What was promised and not kept.
  List<String> broken() {
    return List.copyOf(broken);
  }

  long removed() {
    return removed.get();
  }

  /// Until that time is over and something was removed, or something is broken.
  void run(Duration time) {
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      for (var person = 0; person < PEOPLE; person++) {
        var random = new Random(seed + person);
        threads.execute(() -> loop(() -> act(random)));
      }
      threads.execute(() -> loop(this::collect));
      var end = System.nanoTime() + time.toNanos();
      var latest = end + PATIENCE.toNanos();
      while (broken.isEmpty()
          && (System.nanoTime() < end || removed.get() == 0 && System.nanoTime() < latest)) {
        LockSupport.parkNanos(100_000_000);
        checkAll();
      }
      stopping.countDown();
    }
    checkAll();
  }

  private void loop(Runnable step) {
    try {
      while (stopping.getCount() > 0) {
        step.run();
      }
    } catch (RuntimeException e) {
      broken.add(e.toString());
    }
  }

  private void collect() {
    facts.write(tx -> jobs.open(tx, Origin.SYSTEM, JobKind.GC, JsonObject.empty()));
    var job = new WorkOnJobs(facts, jobs, timeline).run(collectGarbage, new CountDownLatch(1));
    removed.addAndGet(job.orElseThrow().tally().doneCount());
    if (job.get().state() != JobState.DONE) {
      broken.add("gc " + job.get().report());
    }
  }

  private void act(Random random) {
    try {
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> delete(random);
        case 3 -> undelete(random);
        case 4 -> link(random);
        case 5, 6 -> logAgain(random);
        default -> log(random);
      }
    } catch (Failure.NotFound | Failure.Gone _) {
      // Somebody else was there before, or there is nothing yet.
    } catch (Failure.Conflict e) {
      if (e.code().equals("draft.missing-blobs")) {
        throw e;
      }
    }
  }

  private void log(Random random) {
    var path = collection(random);
    var draft = artifacts.open(ada, path);
    var files = new TreeMap<String, String>();
    var isPromised = true;
    for (var i = 0; i < 1 + random.nextInt(3); i++) {
      var content = content(random);
      files.put("f" + i, content);
      isPromised &= provide(random, draft, content);
    }
    rest(random);
    untilTaken(() -> artifacts.manifest(ada, draft, files));
    rest(random);
    try {
      var version = artifacts.commit(ada, draft).version();
      committed.incrementAndGet();
      logged.put(version.digest(), files);
      check(version.path() + ":v" + version.index(), version.digest());
    } catch (Failure.Conflict e) {
      if (isPromised && e.code().equals("draft.missing-blobs")) {
        broken.add("lost what the draft was sent: " + e.missing());
      }
    }
  }

  /// What somebody logged before, asking nothing and sending nothing but the manifest: its bytes
  /// may lie in the trash, or be gone.
  private void logAgain(Random random) {
    var known = List.copyOf(logged.keySet());
    if (known.isEmpty()) {
      return;
    }
    var files = Objects.requireNonNull(logged.get(known.get(random.nextInt(known.size()))));
    var draft = artifacts.open(ada, collection(random));
    untilTaken(() -> artifacts.manifest(ada, draft, files));
    try {
      var version = artifacts.commit(ada, draft).version();
      committed.incrementAndGet();
      check(version.path() + ":v" + version.index(), version.digest());
    } catch (Failure.Conflict _) {
      // The bytes are gone, which nobody had promised.
    }
  }

  /// Mostly what others send too; sometimes what nobody but the draft keeps from being removed.
  private static String content(Random random) {
    return random.nextInt(4) == 0
        ? "own " + random.nextLong()
        : "content " + random.nextInt(CONTENTS);
  }

  /// Sends a content, or asks for it first, or counts on its being there. Whether the draft was
  /// promised that it is.
  private boolean provide(Random random, DraftId draft, String content) {
    switch (random.nextInt(4)) {
      case 0 -> {
        return false;
      }
      case 1 -> {
        var asked = List.of(new Asked(digest(content), content.length()));
        if (artifacts.findMissing.run(ada, draft, asked).isEmpty()) {
          return true;
        }
      }
      default -> {}
    }
    untilTaken(() -> artifacts.upload(ada, draft, content));
    return true;
  }

  /// As a client does it that is told to send again.
  private void untilTaken(Runnable send) {
    while (true) {
      try {
        send.run();
        return;
      } catch (Failure.Busy _) {
        again.incrementAndGet();
        LockSupport.parkNanos(2_000_000);
      }
    }
  }

  /// Sometimes for longer than the grace.
  private void rest(Random random) {
    if (random.nextInt(4) == 0) {
      LockSupport.parkNanos(random.nextLong(GRACE.toNanos() * 2));
    }
  }

  private void delete(Random random) {
    artifacts.deleteVersion.run(
        ada, Reference.parse(collection(random) + ":latest"), Optional.empty());
  }

  private void undelete(Random random) {
    var path = CollectionPath.parse(collection(random));
    var deleted = artifacts.listDeleted.versions(ada, path, PageRequest.first()).items();
    if (!deleted.isEmpty()) {
      var back =
          artifacts.undeleteVersion.run(
              ada, path, deleted.get(random.nextInt(deleted.size())).what().index());
      check(path + ":v" + back.index(), back.digest());
    }
  }

  private void link(Random random) {
    artifacts.linkVersion.run(
        ada,
        new LinkVersion.Command(
            (CollectionPath.InRegistry) CollectionPath.parse(registry + "/m"),
            Reference.parse(collection(random) + ":latest"),
            List.of(),
            LinkVersion.IfLinked.RETURN_EXISTING,
            ""));
    if (random.nextInt(2) == 0) {
      artifacts.deleteVersion.run(ada, Reference.parse(registry + "/m:latest"), Optional.empty());
    }
  }

  private String collection(Random random) {
    return team + "/p/c" + random.nextInt(COLLECTIONS);
  }

  /// Every version that can be resolved now has all its bytes.
  private void checkAll() {
    for (var row :
        facts.read(reading ->
            reading
                .handle()
                .createQuery(
                    """
                    select distinct v.manifest from version v join membership m
                    on m.version_id = v.id where m.deleted_at is null
                    """)
                .mapTo(byte[].class)
                .list())) {
      check("in the end", Digest.ofBytes(row));
    }
  }

  /// What lives has its bytes. What is not here may have been deleted, and removed in time, while
  /// this thread rested; so a version that lives afterwards is looked at once more.
  private void check(String version, Digest manifest) {
    if (!isWhole(manifest) && isAlive(manifest) && !isWhole(manifest) && isAlive(manifest)) {
      broken.add(version + " lives and is not whole");
    }
  }

  private boolean isAlive(Digest manifest) {
    return facts.read(reading ->
        reading
            .handle()
            .createQuery(
                """
                select 1 from version v join membership m on m.version_id = v.id
                where v.manifest = :manifest and m.deleted_at is null limit 1
                """)
            .bind("manifest", manifest.bytes())
            .mapTo(Integer.class)
            .findOne()
            .isPresent());
  }

  private boolean isWhole(Digest manifest) {
    return digests(manifest).stream().allMatch(digest -> store.sizeBytes(digest).isPresent());
  }

  /// Of the manifest and all that it names.
  private List<Digest> digests(Digest manifest) {
    var digests = new ArrayList<Digest>();
    digests.add(manifest);
    try (var in = store.open(manifest)) {
      var reader = new ManifestReader(in, Long.MAX_VALUE);
      while (reader.hasNext()) {
        if (reader.next() instanceof FileEntry file) {
          digests.add(file.digest());
        }
      }
    } catch (Failure.NotFound _) {
      // Then its own bytes are missing, which the caller sees.
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return digests;
  }

  private static Digest digest(String content) {
    return Digest.hash(content.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    db.close();
  }

  /// What a failure says: how to begin again.
  @Override
  public String toString() {
    return Map.of(
            "engine", db,
            "seed", seed,
            "committed", committed,
            "removed", removed,
            "sent again", again)
        .toString();
  }
}
