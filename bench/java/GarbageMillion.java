// SPDX-License-Identifier: Apache-2.0

import io.cairn.core.content.BlobStore;
import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.Digest;
import io.cairn.core.content.ListedBlob;
import io.cairn.core.content.StoredBlob;
import io.cairn.core.event.Events;
import io.cairn.core.event.Events.Origin;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.FactsSettings;
import io.cairn.core.job.Job;
import io.cairn.core.job.JobKind;
import io.cairn.core.job.Jobs;
import io.cairn.core.job.WorkOnJobs;
import io.cairn.core.json.JsonObject;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import io.cairn.core.retention.CollectGarbage;
import io.cairn.core.retention.GcSettings;
import io.cairn.core.time.Timeline;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/// Builds versions of a hundred files each, deletes every second one long ago, and collects. Blobs
/// are numbers here: the store keeps a bit for each.
final class GarbageMillion {
  private static final int FILES = 100;
  private static final long BYTES = 1_000;

  private final Facts facts;
  private final Timeline timeline = Timeline.system();
  private final Numbers store;
  private final int blobs;

  private GarbageMillion(Facts facts, int blobs) {
    this.facts = facts;
    this.blobs = blobs;
    this.store = new Numbers(blobs);
  }

  public static void main(String[] arguments) throws IOException {
    var options = Arrays.asList(arguments);
    var blobs = Integer.parseInt(option(options, "--blobs", "1000000"));
    var url = option(options, "--url", "");
    var folder = Files.createTempDirectory("cairn-bench-");
    var where = url.isEmpty() ? "jdbc:sqlite:" + folder.resolve("facts.db") : url;
    var settings =
        new FactsSettings(
            where, option(options, "--user", ""), option(options, "--password", ""), 8);
    try (var facts = Facts.open(settings)) {
      new GarbageMillion(facts, blobs).run(url.isEmpty() ? "SQLite" : "PostgreSQL");
    } finally {
      try (var files = Files.list(folder)) {
        for (var file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private static String option(List<String> options, String name, String whenMissing) {
    var at = options.indexOf(name);
    return at < 0 ? whenMissing : options.get(at + 1);
  }

  private void run(String engine) {
    var began = System.nanoTime();
    fill();
    System.out.printf(
        "engine: %s; %,d blobs, filled in %.1f s; heap at most %,d MiB%n",
        engine, blobs, seconds(began), Runtime.getRuntime().maxMemory() >> 20);
    began = System.nanoTime();
    var told = collect(true);
    var planned = bytes(told);
    System.out.printf("dry run:    %6.1f s; would remove %,d bytes%n", seconds(began), planned);
    var before = store.count();
    began = System.nanoTime();
    var done = collect(false);
    var gone = (before - store.count()) * BYTES;
    System.out.printf(
        "collection: %6.1f s; removed %,d bytes, %,d blobs (%.0f a second)%n",
        seconds(began),
        done.tally().doneBytes(),
        done.tally().doneCount(),
        done.tally().doneCount() / seconds(began));
    System.out.printf("the store's own listing lost %,d bytes%n", gone);
    if (planned != gone || gone == 0 || !done.state().text().equals("done")) {
      System.out.println("NOT what the dry run told: " + done.report());
      System.exit(1);
    }
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private Job collect(boolean isDryRun) {
    var jobs = new Jobs(new Events(timeline), timeline);
    var settings = new GcSettings(Duration.ofHours(1), Duration.ZERO, Duration.ofDays(7), 1);
    var options = JsonObject.of("options", Map.of("dryRun", isDryRun));
    facts.write(tx -> jobs.open(tx, Origin.SYSTEM, JobKind.GC, options));
    return new WorkOnJobs(facts, jobs, timeline)
        .run(new CollectGarbage(facts, store, timeline, settings), new CountDownLatch(1))
        .orElseThrow();
  }

  private static long bytes(Job job) {
    var plan = (Map<?, ?>) job.report().members().get("plan");
    return (Long) ((Map<?, ?>) plan.get("toRemove")).get("bytes");
  }

  private void fill() {
    var old = timeline.now().minus(Duration.ofDays(60));
    var collection = timeline.newId();
    facts.write(tx -> {
      tx.handle()
          .createUpdate(
              """
              insert into collection
                (id, namespace_id, parent_id, name, name_key, type, description, card, next_index,
                 version_count, last_move_at, revision, created_at, created_by)
              values (:id, :id, :id, 'c', 'c', 'model', '', '', 0, 0, 0, 0, 0, :id)
              """)
          .bind("id", collection)
          .execute();
      return tx;
    });
    for (var first = 0; first < blobs; first += FILES) {
      var from = first;
      facts.write(tx -> {
        var rows = tx.handle().prepareBatch(
            "insert into blob (digest, size_bytes, stored_at) values (:digest, :size, :at)");
        for (var i = from; i < Math.min(blobs, from + FILES); i++) {
          rows.bind("digest", digest(i).bytes()).bind("size", BYTES).bind("at", old).add();
        }
        rows.execute();
        version(tx.handle(), collection, from, old);
        return tx;
      });
    }
  }

  /// The first blob is the manifest of the others.
  private void version(org.jdbi.v3.core.Handle handle, UUID collection, int from, Instant old) {
    var manifest = digest(from).bytes();
    handle.execute("insert into manifest (digest, stored_at) values (?, 0)", manifest);
    var held = handle.prepareBatch(
        "insert into manifest_blob (manifest, digest) values (:manifest, :digest)");
    for (var i = from + 1; i < Math.min(blobs, from + FILES); i++) {
      held.bind("manifest", manifest).bind("digest", digest(i).bytes()).add();
    }
    held.execute();
    var version = timeline.newId();
    var deleted = from / FILES % 2 == 0 ? old : null;
    handle
        .createUpdate(
            """
            insert into version
              (id, collection_id, home_id, manifest, size_bytes, file_count, reference_count,
               metadata, revision, created_at, created_by, deleted_at)
            values (:id, :collection, :id, :manifest, 0, 0, 0, '{}', 0, 0, :id, :deleted)
            """)
        .bind("id", version)
        .bind("collection", collection)
        .bind("manifest", manifest)
        .bindByType("deleted", deleted, Instant.class)
        .execute();
    handle
        .createUpdate(
            """
            insert into membership
              (id, collection_id, version_index, version_id, is_link, description, revision,
               created_at, created_by, deleted_at)
            values (:id, :collection, :index, :version, false, '', 0, 0, :id, :deleted)
            """)
        .bind("id", timeline.newId())
        .bind("collection", collection)
        .bind("index", from)
        .bind("version", version)
        .bindByType("deleted", deleted, Instant.class)
        .execute();
  }

  private static Digest digest(long number) {
    return new Digest("%064x".formatted(number));
  }

  /// A store whose blobs are the numbers below a bound.
  private static final class Numbers implements BlobStore {
    private final BitSet present = new BitSet();

    Numbers(int blobs) {
      present.set(0, blobs);
    }

    int count() {
      return present.cardinality();
    }

    @Override
    public Page<ListedBlob> list(String hexPrefix, PageRequest page) {
      var found = new ArrayList<ListedBlob>();
      var from = page.after().map(after -> number(after.key()) + 1).orElse(0);
      for (var i = present.nextSetBit(from);
          i >= 0 && found.size() <= page.limit();
          i = present.nextSetBit(i + 1)) {
        found.add(new ListedBlob(digest(i), BYTES, Instant.EPOCH));
      }
      return Page.of(found, page.limit(), blob -> new Cursor(blob.digest().hex()));
    }

    @Override
    public boolean delete(Digest digest) {
      var number = number(digest.hex());
      var was = present.get(number);
      present.clear(number);
      return was;
    }

    @Override
    public OptionalLong sizeBytes(Digest digest) {
      return present.get(number(digest.hex())) ? OptionalLong.of(BYTES) : OptionalLong.empty();
    }

    private static int number(String hex) {
      return Integer.parseInt(hex, 16);
    }

    @Override
    public StoredBlob put(BlobUpload upload, InputStream body) {
      throw new UnsupportedOperationException();
    }

    @Override
    public InputStream open(Digest digest) {
      throw new UnsupportedOperationException();
    }

    @Override
    public InputStream openRange(Digest digest, long offset, long length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Path> localFile(Digest digest) {
      return Optional.empty();
    }

    @Override
    public boolean quarantine(Digest digest) {
      throw new UnsupportedOperationException();
    }
  }
}
