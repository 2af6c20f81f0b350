// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.retention;

import io.cairn.core.content.BlobStore;
import io.cairn.core.content.Blobs;
import io.cairn.core.content.Digest;
import io.cairn.core.content.ListedBlob;
import io.cairn.core.content.Removals;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.job.JobKind;
import io.cairn.core.job.JobTurn;
import io.cairn.core.job.JobWork;
import io.cairn.core.job.Tally;
import io.cairn.core.json.JsonObject;
import io.cairn.core.page.PageRequest;
import io.cairn.core.retention.GarbageRows.Judged;
import io.cairn.core.retention.GarbageRows.Sum;
import io.cairn.core.time.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Removes the bytes that nothing needs.
///
/// First all blobs are judged in one snapshot, which is the plan and the report. Then, in short
/// transactions: what nothing needs, and nobody touched of late, is doomed (the trash); what was
/// doomed long enough ago is judged anew and, if still nothing needs it, marked as being removed;
/// only then do its bytes go. A kill anywhere leaves nothing that is needed without bytes, and the
/// next turn goes on.
public final class CollectGarbage implements JobWork {
  static final String DRY_RUN = "dryRun";
  static final String ALLOW_FRACTION = "allowFraction";

  private static final int BATCH = Blobs.BATCH;
  private static final Duration LONGEST_IMPORT = Duration.ofDays(7);

  /// Longer than any upload takes: it tells uploads that began before a removal of it.
  private static final Duration REMEMBERED = Duration.ofDays(30);

  private final Facts facts;
  private final BlobStore store;
  private final Timeline timeline;
  private final GcSettings settings;
  private final GarbageRows rows;
  private final boolean looksTwice;

  public CollectGarbage(Facts facts, BlobStore store, Timeline timeline, GcSettings settings) {
    this(facts, store, timeline, settings, Set.of(), true);
  }

  /// With a part of its care left out, for tests that show what the part is for.
  CollectGarbage(
      Facts facts,
      BlobStore store,
      Timeline timeline,
      GcSettings settings,
      Set<Need> leavesOut,
      boolean looksTwice) {
    this.facts = facts;
    this.store = store;
    this.timeline = timeline;
    this.settings = settings;
    this.rows = new GarbageRows(leavesOut);
    this.looksTwice = looksTwice;
  }

  @Override
  public JobKind kind() {
    return JobKind.GC;
  }

  @Override
  public boolean run(JobTurn turn) {
    return new Sweep(turn).run();
  }

  private Cutoffs cutoffs() {
    return Cutoffs.at(timeline.now(), settings);
  }

  /// One turn.
  private final class Sweep {
    private final JobTurn turn;
    private final JsonObject options;
    private Tally tally;
    private JsonObject report;
    private long spared;

    Sweep(JobTurn turn) {
      this.turn = turn;
      this.options = turn.job().options();
      this.tally = turn.job().tally();
      this.report = turn.job().report();
    }

    boolean run() {
      requireNoImport();
      if (!report.members().containsKey("plan") && !plan()) {
        return false;
      }
      if (Boolean.TRUE.equals(options.members().get(DRY_RUN))) {
        return true;
      }
      return finishRemoving()
          && unknown(this::doomUnknown)
          && walk("'present'", this::doom)
          && walk("'doomed', 'damaged'", this::remove)
          && empty()
          && forget()
          && save();
    }

    private void requireNoImport() {
      var since = timeline.now().minus(LONGEST_IMPORT);
      if (facts.read(reading -> GarbageRows.isImporting(reading, since))) {
        throw new Failure.Conflict(
            "gc.import", "an import is under way; nothing is removed before its end");
      }
    }

    private boolean plan() {
      var cutoffs = cutoffs();
      var sums = facts.snapshot(reading -> rows.sums(reading, cutoffs));
      var found = new Counting();
      if (!unknown(found)) {
        return false;
      }
      var plan = new GarbagePlan(sums, found.sum);
      var leaving = plan.leaving(settings.trash().isZero());
      report = plan.toJson(settings.trash().isZero());
      tally = tally.of(leaving.blobs(), leaving.bytes());
      var isOurs = save();
      var allowed = allowedFraction();
      if (plan.fraction() > allowed) {
        throw new Failure.Conflict(
            "gc.fraction",
            "%.1f %% of all blobs or bytes would go, and at most %.1f %% may; look at the plan, and"
                    .formatted(plan.fraction() * 100, allowed * 100)
                + " allow more if it is right");
      }
      return isOurs;
    }

    private double allowedFraction() {
      return options.members().get(ALLOW_FRACTION) instanceof Number allowed
          ? allowed.doubleValue()
          : settings.maxFraction();
    }

    /// What a killed turn had begun to remove.
    private boolean finishRemoving() {
      while (true) {
        var left = facts.read(reading -> Removals.removing(reading, BATCH));
        if (left.isEmpty()) {
          return true;
        }
        if (!removeBytes(left)) {
          return false;
        }
      }
    }

    /// Shows what lies in the store for longer than the grace and has no row.
    private boolean unknown(Found found) {
      var page = new PageRequest(BATCH, Optional.empty());
      while (true) {
        var listed = store.list("", page);
        var old = new ArrayList<ListedBlob>();
        var touched = cutoffs().touched();
        for (var blob : listed.items()) {
          if (blob.storedAt().isBefore(touched)) {
            old.add(blob);
          }
        }
        var known = facts.read(reading -> known(reading, old));
        old.removeIf(blob -> known.contains(blob.digest()));
        if (!old.isEmpty()) {
          found.in(old);
        }
        if (!turn.saveNowAndThen("", tally, report)) {
          return false;
        }
        if (listed.next().isEmpty()) {
          return true;
        }
        page = new PageRequest(BATCH, listed.next());
      }
    }

    private Set<Digest> known(Reading reading, List<ListedBlob> blobs) {
      return new HashSet<>(Blobs.known(reading, blobs.stream().map(ListedBlob::digest).toList()));
    }

    private void doomUnknown(List<ListedBlob> blobs) {
      facts.write(tx -> {
        turn.require(tx);
        return Removals.doomUnknown(tx, blobs, timeline.now());
      });
    }

    private interface Step {
      boolean take(List<Judged> judged);
    }

    /// All blobs of some states, in batches.
    private boolean walk(String states, Step step) {
      var after = "";
      while (true) {
        var place = after;
        var cutoffs = cutoffs();
        var batch = facts.read(reading -> rows.after(reading, place, states, cutoffs, BATCH));
        if (batch.isEmpty()) {
          return true;
        }
        after = batch.getLast().digest().hex();
        if (!step.take(batch) || !turn.saveNowAndThen("", tally, report)) {
          return false;
        }
      }
    }

    private boolean doom(List<Judged> judged) {
      var useless = digests(judged, Need.DOOM);
      if (!useless.isEmpty()) {
        facts.write(tx -> {
          turn.require(tx);
          Removals.exclude(tx);
          var still = digests(rows.again(tx, useless, cutoffs()), Need.DOOM);
          GarbageRows.doom(tx, still, timeline.now());
          return still;
        });
      }
      return true;
    }

    private boolean remove(List<Judged> judged) {
      var all = new ArrayList<Digest>();
      for (var blob : judged) {
        if (blob.need() != Need.TRASH && blob.need() != Need.DAMAGED) {
          all.add(blob.digest());
        }
      }
      if (all.isEmpty()) {
        return true;
      }
      var last = facts.write(tx -> begin(tx, all, judged));
      var going = last.stream().filter(blob -> blob.need() == Need.REMOVE).toList();
      spared += last.stream().filter(blob -> isNeeded(blob.need())).count();
      return removeBytes(digests(going, Need.REMOVE), going);
    }

    /// The last look, and the end of all that may be done with these blobs.
    private List<Judged> begin(Tx tx, List<Digest> all, List<Judged> before) {
      turn.require(tx);
      Removals.exclude(tx);
      var judged = looksTwice ? rows.again(tx, all, cutoffs()) : unseen(before, all);
      var needed = new ArrayList<Digest>();
      for (var blob : judged) {
        if (isNeeded(blob.need())) {
          needed.add(blob.digest());
        }
      }
      GarbageRows.spare(tx, needed, timeline.now());
      Removals.begin(tx, digests(judged, Need.REMOVE));
      return judged;
    }

    private static boolean isNeeded(Need need) {
      return switch (need) {
        case VERSIONS, DELETED_VERSIONS, DRAFTS, RUN_FILES, ATTACHMENTS, BACKUPS -> true;
        case GRACE, DAMAGED, TRASH, DOOM, REMOVE -> false;
      };
    }

    private boolean removeBytes(List<Digest> digests, List<Judged> judged) {
      if (!removeBytes(digests)) {
        return false;
      }
      for (var blob : judged) {
        tally = tally.plus(1, blob.sizeBytes());
      }
      return true;
    }

    /// Bytes do not come back as rows do: none goes unless the turn is ours for long enough.
    private boolean removeBytes(List<Digest> digests) {
      var gone = new ArrayList<Digest>();
      for (var digest : digests) {
        if (!turn.isFresh() && !turn.saveAnyway("", tally, report)) {
          return false;
        }
        store.delete(digest);
        gone.add(digest);
      }
      facts.write(tx -> {
        turn.require(tx);
        Removals.end(tx, gone);
        return gone;
      });
      return true;
    }

    /// Manifests that are gone let go of their rows.
    private boolean empty() {
      while (true) {
        var hollow = facts.read(reading -> GarbageRows.hollow(reading, BATCH));
        if (hollow.isEmpty()) {
          return true;
        }
        for (var manifest : hollow) {
          var count = 1;
          while (count > 0) {
            count =
                facts.write(tx -> {
                  turn.require(tx);
                  Removals.exclude(tx);
                  return GarbageRows.emptySome(tx, manifest, 4 * BATCH);
                });
            if (!turn.saveNowAndThen("", tally, report)) {
              return false;
            }
          }
        }
      }
    }

    /// Rows of bytes that went long ago, and that nothing names.
    private boolean forget() {
      while (true) {
        var since = timeline.now().minus(REMEMBERED);
        var forgotten =
            facts.write(tx -> {
              turn.require(tx);
              Removals.exclude(tx);
              return GarbageRows.forgetSome(tx, since, BATCH);
            });
        if (forgotten == 0) {
          return true;
        }
        if (!turn.saveNowAndThen("", tally, report)) {
          return false;
        }
      }
    }

    private boolean save() {
      var done = new LinkedHashMap<String, @Nullable Object>();
      done.put("removed", Map.of("blobs", tally.doneCount(), "bytes", tally.doneBytes()));
      done.put("spared", spared);
      report = report.with(JsonObject.of("report", done));
      return turn.save("", tally, report);
    }
  }

  @FunctionalInterface
  private interface Found {
    void in(List<ListedBlob> blobs);
  }

  private static final class Counting implements Found {
    private Sum sum = Sum.NOTHING;

    @Override
    public void in(List<ListedBlob> blobs) {
      for (var blob : blobs) {
        sum = sum.plus(1, blob.sizeBytes());
      }
    }
  }

  private static List<Judged> unseen(List<Judged> judged, List<Digest> all) {
    return judged.stream()
        .filter(blob -> all.contains(blob.digest()))
        .map(blob -> new Judged(blob.digest(), blob.sizeBytes(), Need.REMOVE))
        .toList();
  }

  private static List<Digest> digests(List<Judged> judged, Need need) {
    return judged.stream().filter(blob -> blob.need() == need).map(Judged::digest).toList();
  }
}
