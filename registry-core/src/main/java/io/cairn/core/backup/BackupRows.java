// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.backup;

import io.cairn.core.content.Digest;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;

/// Rows of backups, and what a backup lists.
final class BackupRows {
  private static final String SELECT =
      "select seq, id, created_at, created_by, finished_at, pinned_until from backup ";

  private record Numbered(long seq, Backup backup) {}

  private record NumberedVersion(long seq, ListBackup.ListedVersion version) {}

  private BackupRows() {}

  static void insert(Tx tx, Backup backup) {
    tx.handle()
        .createUpdate(
            """
            insert into backup (id, created_at, created_by, pinned_until)
            values (:id, :now, :by, :until)
            """)
        .bind("id", backup.id())
        .bind("now", backup.createdAt())
        .bind("by", backup.createdBy())
        .bind("until", backup.pinnedUntil())
        .execute();
  }

  static Backup require(Reading reading, UUID id) {
    return reading
        .handle()
        .createQuery(SELECT + "where id = :id")
        .bind("id", id)
        .map((RowViewMapper<Numbered>) BackupRows::backup)
        .findOne()
        .map(Numbered::backup)
        .orElseThrow(() -> new Failure.NotFound("the backup asked for"));
  }

  /// Newest first.
  static Page<Backup> page(Reading reading, PageRequest page) {
    var rows =
        reading
            .handle()
            .createQuery(SELECT + "where seq < :before order by seq desc limit :limit")
            .bind("before", page.afterSeq(Long.MAX_VALUE))
            .bind("limit", page.limit() + 1)
            .map((RowViewMapper<Numbered>) BackupRows::backup)
            .list();
    return Page.of(rows, page.limit(), row -> Cursor.of(row.seq())).map(Numbered::backup);
  }

  /// Compare and set: only while it is held.
  static boolean hold(Tx tx, UUID id, Instant now, Instant until) {
    return tx.handle()
            .createUpdate(
                """
                update backup set pinned_until = :until
                where id = :id and finished_at is null and pinned_until > :now
                """)
            .bind("id", id)
            .bind("now", now)
            .bind("until", until)
            .execute()
        == 1;
  }

  /// Compare and set: only while it is held.
  static boolean finish(Tx tx, UUID id, Instant now, Instant until) {
    return tx.handle()
            .createUpdate(
                """
                update backup set pinned_until = :until, finished_at = :now
                where id = :id and finished_at is null and pinned_until > :now
                """)
            .bind("id", id)
            .bind("now", now)
            .bind("until", until)
            .execute()
        == 1;
  }

  /// False if nothing was pinned any more.
  static boolean letGo(Tx tx, UUID id, Instant now) {
    return tx.handle()
            .createUpdate(
                "update backup set pinned_until = :now where id = :id and pinned_until > :now")
            .bind("id", id)
            .bind("now", now)
            .execute()
        == 1;
  }

  private static Numbered backup(RowView row) {
    return new Numbered(
        row.getColumn("seq", Long.class),
        new Backup(
            row.getColumn("id", UUID.class),
            row.getColumn("created_at", Instant.class),
            row.getColumn("created_by", UUID.class),
            Optional.ofNullable(row.getColumn("finished_at", Instant.class)),
            row.getColumn("pinned_until", Instant.class)));
  }

  /// In the order of digests, by the primary key.
  static Page<ListBackup.ListedBlob> blobs(Reading reading, PageRequest page) {
    var after = page.after().map(cursor -> Digest.parse("cursor", cursor.key()).bytes());
    var rows =
        reading
            .handle()
            .createQuery(
                """
                select digest, size_bytes from blob
                where digest > :after and state in ('present', 'doomed', 'damaged')
                order by digest limit :limit
                """)
            .bind("after", after.orElse(new byte[0]))
            .bind("limit", page.limit() + 1)
            .map((RowViewMapper<ListBackup.ListedBlob>) BackupRows::blob)
            .list();
    return Page.of(rows, page.limit(), blob -> new Cursor(blob.digest().toString()));
  }

  /// Those of some digests that the facts count on.
  static List<ListBackup.ListedBlob> blobs(Reading reading, List<Digest> digests) {
    return digests.isEmpty()
        ? List.of()
        : reading
            .handle()
            .createQuery(
                """
                select digest, size_bytes from blob
                where digest in (<digests>) and state in ('present', 'doomed', 'damaged')
                """)
            .bindList("digests", digests.stream().map(Digest::bytes).toList())
            .map((RowViewMapper<ListBackup.ListedBlob>) BackupRows::blob)
            .list();
  }

  private static ListBackup.ListedBlob blob(RowView row) {
    return new ListBackup.ListedBlob(
        Digest.ofBytes(row.getColumn("digest", byte[].class)),
        row.getColumn("size_bytes", Long.class));
  }

  /// In the order they were made, by the primary key.
  static Page<ListBackup.ListedVersion> versions(Reading reading, PageRequest page) {
    var rows =
        reading
            .handle()
            .createQuery(
                """
                select v.seq, v.manifest, v.deleted_at, n.name as namespace, p.name as project,
                       c.name as collection, m.version_index
                from version v
                join membership m on m.id = v.home_id
                join collection c on c.id = v.collection_id
                join namespace n on n.id = c.namespace_id
                left join project p on p.id = c.project_id
                where v.seq > :after order by v.seq limit :limit
                """)
            .bind("after", page.afterSeq(0))
            .bind("limit", page.limit() + 1)
            .map((RowViewMapper<NumberedVersion>) BackupRows::version)
            .list();
    return Page.of(rows, page.limit(), row -> Cursor.of(row.seq())).map(NumberedVersion::version);
  }

  private static NumberedVersion version(RowView row) {
    var project = row.getColumn("project", String.class);
    var path =
        row.getColumn("namespace", String.class)
            + (project == null ? "" : "/" + project)
            + "/"
            + row.getColumn("collection", String.class)
            + ":v"
            + row.getColumn("version_index", Long.class);
    return new NumberedVersion(
        row.getColumn("seq", Long.class),
        new ListBackup.ListedVersion(
            path,
            Digest.ofBytes(row.getColumn("manifest", byte[].class)),
            row.getColumn("deleted_at", Instant.class) != null));
  }
}
