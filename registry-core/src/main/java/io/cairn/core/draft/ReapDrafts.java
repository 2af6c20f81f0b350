// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.content.BlobStaging;
import io.cairn.core.content.StagedIntake;
import io.cairn.core.fact.Facts;
import java.util.List;

/// Clears away what nobody goes on with: drafts past their time let go of their bytes, and staged
/// bytes whose draft has ended are removed. Work of the server itself, at its start and from time
/// to time.
public final class ReapDrafts {
  private static final int BATCH = 200;

  private final Facts facts;
  private final BlobStaging staging;
  private final StagedIntake intake;
  private final Drafts drafts;

  public ReapDrafts(Facts facts, BlobStaging staging, StagedIntake intake, Drafts drafts) {
    this.facts = facts;
    this.staging = staging;
    this.intake = intake;
    this.drafts = drafts;
  }

  /// @param drafts that had expired
  /// @param uploads whose bytes were removed
  public record Reaped(int drafts, int uploads) {}

  public Reaped run() {
    return new Reaped(reapDrafts(), reapUploads());
  }

  private int reapDrafts() {
    var reaped = 0;
    while (true) {
      var now = drafts.timeline().now();
      var batch = facts.read(reading -> DraftRows.expired(reading, now, BATCH));
      for (var id : batch) {
        if (facts.write(tx -> DraftRows.expire(tx, id, now))) {
          drafts.release(id);
        }
      }
      reaped += batch.size();
      if (batch.size() < BATCH) {
        facts.write(tx -> {
          UploadRows.deleteEnded(tx);
          return tx;
        });
        return reaped;
      }
    }
  }

  /// Bytes are listed before their rows are looked at, and a row is there before its bytes.
  private int reapUploads() {
    var all = staging.staged();
    var reaped = 0;
    for (var from = 0; from < all.size(); from += BATCH) {
      var batch = List.copyOf(all.subList(from, Math.min(all.size(), from + BATCH)));
      var now = drafts.timeline().now();
      var alive = facts.read(reading -> UploadRows.alive(reading, batch, now));
      for (var id : batch) {
        if (!alive.contains(id) && staging.discard(id)) {
          intake.forget(id);
          reaped++;
        }
      }
    }
    return reaped;
  }
}
