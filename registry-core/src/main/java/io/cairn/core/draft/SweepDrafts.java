// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.content.Blobs;
import io.cairn.core.content.Digest;
import io.cairn.core.fact.Facts;
import io.cairn.core.time.Timeline;

/// Cleans up after drafts that ended while the server was stopped or killed: what they held on to,
/// and what was written down for a commit that did not come. None of it counts for anything; it
/// only takes room.
public final class SweepDrafts {
  private final Facts facts;
  private final Timeline timeline;

  public SweepDrafts(Facts facts, Timeline timeline) {
    this.facts = facts;
    this.timeline = timeline;
  }

  /// Removes some, in transactions that are short.
  ///
  /// @return how many rows; 0 when nothing is left
  public int run() {
    var now = timeline.now();
    var removed = facts.write(DraftFileRows::sweep);
    for (var draft : facts.read(reading -> DraftRows.endedWithLeases(reading, now))) {
      removed += facts.write(tx -> Blobs.release(tx, draft.value()));
    }
    for (Digest manifest : facts.read(reading -> DraftRows.halfWritten(reading, now))) {
      removed +=
          facts.write(tx -> {
            Blobs.lock(tx, manifest);
            return DraftRows.isWanted(tx, manifest, now) ? 0 : Blobs.dropHalf(tx, manifest);
          });
    }
    return removed;
  }
}
