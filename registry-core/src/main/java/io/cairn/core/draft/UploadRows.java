// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.UserId;
import io.cairn.core.content.Digest;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;

/// Rows of uploads.
final class UploadRows {
  private UploadRows() {}

  /// How far a row is: sealed ones are hashed and about to become a blob.
  enum State {
    OPEN,
    SEALED,
    COMPLETE
  }

  /// @param digest of all bytes, once they were hashed
  record Row(
      UploadId id,
      Optional<Digest> expected,
      OptionalLong sizeBytes,
      Optional<Digest> digest,
      State state) {}

  static Optional<Row> find(Reading reading, DraftId draft, UploadId id) {
    return reading
        .handle()
        .createQuery(
            """
            select id, expected, length_bytes, digest, state from upload
            where id = :id and draft_id = :draft
            """)
        .bind("id", id.value())
        .bind("draft", draft.value())
        .map((RowViewMapper<Row>) UploadRows::row)
        .findOne();
  }

  /// What is on its way into each of these drafts. Index: upload_by_draft.
  static Map<UUID, List<UUID>> unfinished(Reading reading, Collection<UUID> drafts) {
    return drafts.isEmpty()
        ? Map.of()
        : reading
            .handle()
            .createQuery(
                "select draft_id, id from upload where draft_id in (<drafts>) and state <>"
                    + " 'complete'")
            .bindList("drafts", List.copyOf(drafts))
            .map(
                (RowViewMapper<Map.Entry<UUID, UUID>>)
                    row ->
                        Map.entry(
                            row.getColumn("draft_id", UUID.class), row.getColumn("id", UUID.class)))
            .stream()
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  static long countOpen(Reading reading, DraftId draft) {
    return reading
        .handle()
        .createQuery("select count(*) from upload where draft_id = :draft and state = 'open'")
        .bind("draft", draft.value())
        .mapTo(Long.class)
        .one();
  }

  static void insert(
      Tx tx,
      UploadId id,
      DraftId draft,
      Optional<Digest> expected,
      OptionalLong sizeBytes,
      Instant now,
      UserId by) {
    tx.handle()
        .createUpdate(
            """
            insert into upload
              (id, draft_id, expected, length_bytes, state, created_at, created_by)
            values (:id, :draft, :expected, :length, 'open', :now, :by)
            """)
        .bind("id", id.value())
        .bind("draft", draft.value())
        .bindByType("expected", expected.map(Digest::bytes).orElse(null), byte[].class)
        .bindByType("length", sizeBytes.isPresent() ? sizeBytes.getAsLong() : null, Long.class)
        .bind("now", now)
        .bind("by", by.value())
        .execute();
  }

  /// The length of the whole is known now; false if another was known before.
  static boolean setLength(Tx tx, UploadId id, long sizeBytes) {
    return tx.handle()
            .createUpdate(
                """
                update upload set length_bytes = :length
                where id = :id and state = 'open'
                  and (length_bytes is null or length_bytes = :length)
                """)
            .bind("id", id.value())
            .bind("length", sizeBytes)
            .execute()
        == 1;
  }

  static void seal(Tx tx, UploadId id, Digest digest) {
    tx.handle()
        .createUpdate(
            "update upload set state = 'sealed', digest = :digest where id = :id and state ="
                + " 'open'")
        .bind("id", id.value())
        .bind("digest", digest.bytes())
        .execute();
  }

  static void complete(Tx tx, UploadId id) {
    tx.handle()
        .createUpdate("update upload set state = 'complete' where id = :id")
        .bind("id", id.value())
        .execute();
  }

  /// Sealed bytes that were lost before they became a blob must come again.
  static void reopen(Tx tx, UploadId id) {
    tx.handle()
        .createUpdate(
            "update upload set state = 'open', digest = null where id = :id and state = 'sealed'")
        .bind("id", id.value())
        .execute();
  }

  static void delete(Tx tx, UploadId id) {
    tx.handle().createUpdate("delete from upload where id = :id").bind("id", id.value()).execute();
  }

  /// Which of these may still go on: their draft is open, and they are not complete.
  static Set<UUID> alive(Reading reading, Collection<UUID> ids, Instant now) {
    if (ids.isEmpty()) {
      return Set.of();
    }
    return Set.copyOf(
        reading
            .handle()
            .createQuery(
                """
                select u.id from upload u join draft d on d.id = u.draft_id
                where u.id in (<ids>) and u.state <> 'complete'
                  and d.state = 'open' and d.expires_at > :now
                """)
            .bindList("ids", List.copyOf(ids))
            .bind("now", now)
            .mapTo(UUID.class)
            .list());
  }

  /// Removes the rows of drafts that have ended.
  static void deleteEnded(Tx tx) {
    tx.handle()
        .execute(
            """
            delete from upload
            where draft_id in (select id from draft where state <> 'open')
            """);
  }

  private static Row row(RowView row) {
    var length = row.getColumn("length_bytes", Long.class);
    return new Row(
        new UploadId(row.getColumn("id", UUID.class)),
        Optional.ofNullable(row.getColumn("expected", byte[].class)).map(Digest::ofBytes),
        length == null ? OptionalLong.empty() : OptionalLong.of(length),
        Optional.ofNullable(row.getColumn("digest", byte[].class)).map(Digest::ofBytes),
        State.valueOf(row.getColumn("state", String.class).toUpperCase(Locale.ROOT)));
  }
}
