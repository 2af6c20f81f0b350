// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.event.Events;
import io.cairn.core.event.Events.Origin;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.json.JsonObject;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;

/// Which blobs are damaged now; that they are, and that they are no more, with an event each.
public final class Damages {
  private final Events events;

  public Damages(Events events) {
    this.events = events;
  }

  /// What is known of a blob's bytes.
  ///
  /// @param isDamaged whether they are out of service
  record Known(long sizeBytes, boolean isDamaged) {}

  /// Empty if the blob is not here, or is being removed.
  static Optional<Known> find(Reading reading, Digest digest) {
    return reading
        .handle()
        .createQuery(
            """
            select size_bytes, state from blob
            where digest = :digest and state in ('present', 'doomed', 'damaged')
            """)
        .bind("digest", digest.bytes())
        .map(
            (RowViewMapper<Known>)
                row ->
                    new Known(
                        row.getColumn("size_bytes", Long.class),
                        "damaged".equals(row.getColumn("state", String.class))))
        .findOne();
  }

  /// False if it was known, or the blob is not here any more.
  boolean mark(Tx tx, Digest digest, DamageKind kind, Instant now) {
    var changed =
        tx.handle()
            .createUpdate(
                """
                update blob set state = 'damaged', doomed_at = null
                where digest = :digest and state in ('present', 'doomed')
                """)
            .bind("digest", digest.bytes())
            .execute();
    if (changed == 0) {
      return false;
    }
    tx.handle()
        .createUpdate(
            """
            insert into blob_damage (digest, kind, found_at) values (:digest, :kind, :now)
            on conflict (digest) do update set kind = excluded.kind, found_at = excluded.found_at
            """)
        .bind("digest", digest.bytes())
        .bind("kind", kind.text())
        .bind("now", now)
        .execute();
    tell(tx, "blob.damaged", digest, Map.of("digest", digest.toString(), "kind", kind.text()));
    return true;
  }

  /// The bytes were read and are right: in service again. False if the blob was not damaged.
  boolean clear(Tx tx, Digest digest) {
    var changed =
        tx.handle()
            .createUpdate(
                "update blob set state = 'present' where digest = :digest and state = 'damaged'")
            .bind("digest", digest.bytes())
            .execute();
    return changed > 0 && healed(tx, List.of(digest)) > 0;
  }

  /// The caller has set these blobs present: what was known of their damage is history.
  ///
  /// @return how many of them were damaged
  int healed(Tx tx, Collection<Digest> digests) {
    var damaged =
        tx.handle()
            .createQuery("select digest from blob_damage where digest in (<digests>)")
            .bindList("digests", digests.stream().map(Digest::bytes).toList())
            .mapTo(byte[].class)
            .map(Digest::ofBytes)
            .list();
    for (var digest : damaged) {
      tx.handle()
          .createUpdate("delete from blob_damage where digest = :digest")
          .bind("digest", digest.bytes())
          .execute();
      tell(tx, "blob.healed", digest, Map.of("digest", digest.toString()));
    }
    return damaged.size();
  }

  /// Damaged blobs in the order of their digests.
  public static Page<Damage> page(Reading reading, PageRequest page) {
    var rows =
        reading
            .handle()
            .createQuery(
                """
                select d.digest, b.size_bytes, d.kind, d.found_at
                from blob_damage d join blob b on b.digest = d.digest
                where d.digest > :after order by d.digest limit :limit
                """)
            .bind("after", page.after().map(after -> after(after.key())).orElse(new byte[0]))
            .bind("limit", page.limit() + 1)
            .map(
                (RowViewMapper<Damage>)
                    row ->
                        new Damage(
                            Digest.ofBytes(row.getColumn("digest", byte[].class)),
                            row.getColumn("size_bytes", Long.class),
                            DamageKind.of(row.getColumn("kind", String.class)),
                            row.getColumn("found_at", Instant.class)))
            .list();
    return Page.of(rows, page.limit(), damage -> new Cursor(damage.digest().hex()));
  }

  /// How many blobs are damaged now in that way.
  public static long count(Reading reading, DamageKind kind) {
    return reading
        .handle()
        .createQuery("select count(*) from blob_damage where kind = :kind")
        .bind("kind", kind.text())
        .mapTo(Long.class)
        .one();
  }

  private static byte[] after(String key) {
    return Digest.parse("cursor", key).bytes();
  }

  /// Events name things by UUID: a blob's is made of the first half of its digest.
  private void tell(Tx tx, String kind, Digest digest, Map<String, Object> data) {
    var bytes = ByteBuffer.wrap(digest.bytes());
    var subject = new UUID(bytes.getLong(), bytes.getLong());
    events.append(tx, Origin.SYSTEM, kind, null, "blob", subject, JsonObject.of("data", data));
  }
}
