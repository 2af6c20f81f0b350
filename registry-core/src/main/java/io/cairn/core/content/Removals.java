// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.fact.Engine;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// How blobs go: doomed, then removing, then removed. What needs a blob is for the caller to know;
/// here it is seen to that nobody comes to need one in the same moment.
///
/// A transaction that makes a blob needed (a lease, a row of a manifest, a file of a run) calls
/// [#keepOut] before it looks whether the blob is there; one that sends blobs on their way calls
/// [#exclude] before it looks whether anybody needs them. So each sees all that the other did, or
/// the other sees it. On SQLite, where one transaction writes at a time, that is so by itself.
public final class Removals {
  private static final long LOCK = 0x6361_6972_6e03L;

  private Removals() {}

  /// Nothing is sent on its way until this transaction ends.
  public static void keepOut(Tx tx) {
    if (tx.engine() == Engine.POSTGRESQL) {
      tx.handle().execute("select pg_advisory_xact_lock_shared(?)", LOCK);
    }
  }

  /// Nobody comes to need a blob until this transaction ends. Keep it short.
  public static void exclude(Tx tx) {
    if (tx.engine() == Engine.POSTGRESQL) {
      tx.handle().execute("select pg_advisory_xact_lock(?)", LOCK);
    }
  }

  /// They are asked for and found: their grace begins anew, and if they were doomed they are not
  /// any more.
  public static void touch(Tx tx, Collection<Digest> digests, Instant now) {
    if (digests.isEmpty()) {
      return;
    }
    tx.handle()
        .createUpdate(
            """
            update blob set stored_at = :now, state = 'present', doomed_at = null
            where digest in (<digests>) and state in ('present', 'doomed')
            """)
        .bind("now", now)
        .bindList("digests", bytes(digests))
        .execute();
  }

  /// Bytes of which nobody knows lie in the store: they are doomed as if they had just been found
  /// useless.
  ///
  /// @return how many of them were unknown indeed
  public static int doomUnknown(Tx tx, Collection<ListedBlob> found, Instant now) {
    var batch =
        tx.handle()
            .prepareBatch(
                """
                insert into blob (digest, size_bytes, stored_at, state, doomed_at, born_at)
                values (:digest, :size, :now, 'doomed', :now, :now)
                on conflict (digest) do update
                set size_bytes = excluded.size_bytes, stored_at = excluded.stored_at,
                    state = 'doomed', doomed_at = excluded.doomed_at, born_at = excluded.born_at
                where blob.state = 'removed'
                """);
    found.forEach(blob ->
        batch
            .bind("digest", blob.digest().bytes())
            .bind("size", blob.sizeBytes())
            .bind("now", now)
            .add());
    var doomed = 0;
    for (var count : found.isEmpty() ? new int[0] : batch.execute()) {
      doomed += count;
    }
    return doomed;
  }

  /// Which of these are on their way out of the store: somebody began to remove them.
  public static List<Digest> removing(Reading reading, int limit) {
    return reading
        .handle()
        .createQuery(
            "select digest from blob where state = 'removing' order by digest limit :limit")
        .bind("limit", limit)
        .mapTo(byte[].class)
        .map(Digest::ofBytes)
        .list();
  }

  /// Nobody may count on these any more, nor name them by digest.
  public static void begin(Tx tx, Collection<Digest> digests) {
    if (digests.isEmpty()) {
      return;
    }
    for (var sql :
        List.of(
            "update blob set state = 'removing' where digest in (<digests>)",
            "delete from namespace_blob where digest in (<digests>)",
            "delete from blob_damage where digest in (<digests>)")) {
      tx.handle().createUpdate(sql).bindList("digests", bytes(digests)).execute();
    }
  }

  /// The bytes of these are gone from the store. A turn of removal is over.
  public static void end(Tx tx, Collection<Digest> digests) {
    if (digests.isEmpty()) {
      return;
    }
    tx.handle().execute("update removal set finished = finished + 1 where id = 1");
    tx.handle()
        .createUpdate(
            """
            update blob
            set state = 'removed', removed_turn = (select finished from removal where id = 1)
            where digest in (<digests>) and state = 'removing'
            """)
        .bindList("digests", bytes(digests))
        .execute();
  }

  /// A deleted version names a manifest whose bytes are not here and will not come.
  public static void recordGone(Tx tx, Digest manifest, Instant now) {
    for (var sql :
        List.of(
            """
            insert into blob (digest, size_bytes, stored_at, state, removed_turn)
            values (:digest, 0, :now, 'removed', 0) on conflict do nothing
            """,
            """
            insert into manifest (digest, stored_at, dropped_at) values (:digest, :now, :now)
            on conflict do nothing
            """)) {
      tx.handle().createUpdate(sql).bind("digest", manifest.bytes()).bind("now", now).execute();
    }
  }

  static List<byte[]> bytes(Collection<Digest> digests) {
    var bytes = new ArrayList<byte[]>();
    digests.forEach(digest -> bytes.add(digest.bytes()));
    return bytes;
  }
}
