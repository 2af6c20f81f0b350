// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.time.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes down that bytes lie durable in the store, which heals a damaged blob.
///
/// A store that has the bytes already does not write them again; they may be just about to be
/// removed. So whoever sends bytes takes a [Notice] first, and with it the arrival is refused if
/// they were removed since.
public final class Arrivals {
  private final Damages damages;
  private final Timeline timeline;

  public Arrivals(Damages damages, Timeline timeline) {
    this.damages = damages;
    this.timeline = timeline;
  }

  /// Taken before the first look at the store, in a reading of its own.
  public record Notice(long finishedTurns) {}

  public static Notice notice(Reading reading) {
    return new Notice(
        reading
            .handle()
            .createQuery("select finished from removal where id = 1")
            .mapTo(Long.class)
            .one());
  }

  /// @throws Failure.Busy if the blob was removed since the notice, or is just being removed: the
  ///   bytes must be sent again
  public void record(Tx tx, Notice notice, Digest digest, long sizeBytes) {
    recordAll(tx, notice, new TreeMap<>(Map.of(digest, sizeBytes)));
  }

  /// As [#record], many. Goes in the order of digests: two batches that share blobs wait for each
  /// other, and never both.
  public void recordAll(Tx tx, Notice notice, SortedMap<Digest, Long> sizes) {
    if (sizes.isEmpty()) {
      return;
    }
    Removals.keepOut(tx);
    var now = timeline.now();
    var batch =
        tx.handle()
            .prepareBatch(
                """
                insert into blob (digest, size_bytes, stored_at, state, born_at)
                values (:digest, :size, :now, 'present', :now)
                on conflict (digest) do update
                set size_bytes = excluded.size_bytes, stored_at = excluded.stored_at,
                    state = 'present', doomed_at = null,
                    born_at =
                      case when blob.state = 'removed' then excluded.born_at else blob.born_at end
                where blob.state in ('present', 'doomed', 'damaged')
                   or blob.state = 'removed' and blob.removed_turn <= :finished
                """);
    sizes.forEach((digest, size) ->
        batch
            .bind("digest", digest.bytes())
            .bind("size", size)
            .bind("now", now)
            .bind("finished", notice.finishedTurns())
            .add());
    for (var count : batch.execute()) {
      if (count == 0) {
        throw new Failure.Busy(
            "the same bytes were being removed just now; send them again", Duration.ofSeconds(1));
      }
    }
    var all = List.copyOf(sizes.keySet());
    for (var from = 0; from < all.size(); from += Blobs.BATCH) {
      damages.healed(tx, all.subList(from, Math.min(all.size(), from + Blobs.BATCH)));
    }
  }
}
