// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.keep;

import io.cairn.core.access.ReadableNamespaces;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;

/// Rows of deletions, and what each took along.
final class DeletionRows {
  private static final String SELECT =
      """
      select d.seq, d.id, d.namespace_id, n.name as namespace, d.kind, d.cause, d.version_count,
             d.begun_at, u.name as begun_by, d.undone_at
      from deletion d
      join namespace n on n.id = d.namespace_id
      left join app_user u on u.id = d.begun_by
      where
      """;

  private record Numbered(long seq, Deletion deletion) {}

  /// A member that a deletion took along.
  record Taken(long seq, UUID collection, long index) {}

  private DeletionRows() {}

  /// Adds to the deletion; the first that it takes makes it.
  static void add(
      Tx tx,
      UUID id,
      UUID namespace,
      String kind,
      String cause,
      int count,
      Instant now,
      @Nullable UUID by) {
    tx.handle()
        .createUpdate(
            """
            insert into deletion (id, namespace_id, kind, cause, version_count, begun_at, begun_by)
            values (:id, :namespace, :kind, :cause, :count, :now, :by)
            on conflict (id) do update
            set version_count = deletion.version_count + excluded.version_count
            """)
        .bind("id", id)
        .bind("namespace", namespace)
        .bind("kind", kind)
        .bind("cause", cause)
        .bind("count", count)
        .bind("now", now)
        .bindByType("by", by, UUID.class)
        .execute();
  }

  static Optional<Deletion> find(Reading reading, UUID id) {
    return reading
        .handle()
        .createQuery(SELECT + "d.id = :id")
        .bind("id", id)
        .map((RowViewMapper<Deletion>) row -> numbered(row).deletion())
        .findOne();
  }

  /// Newest first.
  static Page<Deletion> page(Reading reading, ReadableNamespaces readable, PageRequest page) {
    var query =
        reading
            .handle()
            .createQuery(
                SELECT
                    + readable.condition("d.namespace_id")
                    + " and d.seq < :before order by d.seq desc limit :limit")
            .bind("before", page.afterSeq(Long.MAX_VALUE))
            .bind("limit", page.limit() + 1);
    var rows = readable.bind(query).map((RowViewMapper<Numbered>) DeletionRows::numbered).list();
    return Page.of(rows, page.limit(), row -> Cursor.of(row.seq())).map(Numbered::deletion);
  }

  /// What is still deleted of it. Index: membership_deleted_with.
  static List<Taken> taken(Reading reading, UUID id, long afterSeq, int limit) {
    return reading
        .handle()
        .createQuery(
            """
            select seq, collection_id, version_index from membership
            where deleted_with = :id and seq > :after order by seq limit :limit
            """)
        .bind("id", id)
        .bind("after", afterSeq)
        .bind("limit", limit)
        .map(
            (RowViewMapper<Taken>)
                row ->
                    new Taken(
                        row.getColumn("seq", Long.class),
                        row.getColumn("collection_id", UUID.class),
                        row.getColumn("version_index", Long.class)))
        .list();
  }

  static void undone(Tx tx, UUID id, Instant now) {
    tx.handle()
        .createUpdate("update deletion set undone_at = :now where id = :id and undone_at is null")
        .bind("id", id)
        .bind("now", now)
        .execute();
  }

  private static Numbered numbered(RowView row) {
    return new Numbered(
        row.getColumn("seq", Long.class),
        new Deletion(
            row.getColumn("id", UUID.class),
            row.getColumn("namespace_id", UUID.class),
            row.getColumn("namespace", String.class),
            row.getColumn("kind", String.class),
            row.getColumn("cause", String.class),
            row.getColumn("version_count", Long.class),
            row.getColumn("begun_at", Instant.class),
            Optional.ofNullable(row.getColumn("begun_by", String.class)),
            Optional.ofNullable(row.getColumn("undone_at", Instant.class))));
  }
}
