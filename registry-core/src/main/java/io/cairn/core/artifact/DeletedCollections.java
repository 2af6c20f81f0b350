// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.NamespaceId;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.name.Name;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;

/// Rows of collections that are tombstones.
final class DeletedCollections {
  private DeletedCollections() {}

  /// @param with whose deletion took it along, if that was kept: its own, its project's, …
  record Tomb(long seq, Collection collection, Instant deletedAt, Optional<UUID> with) {}

  /// The one that was deleted last of those that had the name; or the one of `id`, if it had the
  /// name. Index: collection_deleted.
  static Optional<Tomb> find(Reading reading, UUID parentId, Name name, Optional<UUID> id) {
    var query =
        reading
            .handle()
            .createQuery(
                CollectionRows.SELECT_DELETED
                    + "and c.parent_id = :parent and c.name_key = :key"
                    + (id.isPresent() ? " and c.id = :id" : "")
                    + " order by c.deleted_at desc, c.seq desc limit 1")
            .bind("parent", parentId)
            .bind("key", name.key());
    id.ifPresent(given -> query.bind("id", given));
    return query.map((RowViewMapper<Tomb>) DeletedCollections::tomb).findOne();
  }

  /// Those that one deletion of something above them took along, oldest first.
  static List<Tomb> takenWith(Reading reading, UUID parentId, UUID with) {
    return reading
        .handle()
        .createQuery(
            CollectionRows.SELECT_DELETED
                + "and c.parent_id = :parent and c.deleted_with = :with order by c.seq")
        .bind("parent", parentId)
        .bind("with", with)
        .map((RowViewMapper<Tomb>) DeletedCollections::tomb)
        .list();
  }

  /// Those that the deletion of their team or registry took along, oldest first.
  static List<Tomb> takenWith(Reading reading, NamespaceId namespace) {
    return reading
        .handle()
        .createQuery(
            CollectionRows.SELECT_DELETED
                + "and c.namespace_id = :with and c.deleted_with = :with order by c.seq")
        .bind("with", namespace.value())
        .map((RowViewMapper<Tomb>) DeletedCollections::tomb)
        .list();
  }

  /// Newest first. Index: collection_deleted.
  static Page<Tomb> page(Reading reading, UUID parentId, PageRequest request) {
    var rows =
        reading
            .handle()
            .createQuery(
                CollectionRows.SELECT_DELETED
                    + "and c.parent_id = :parent and c.seq < :after order by c.seq desc limit :n")
            .bind("parent", parentId)
            .bind("after", request.afterSeq(Long.MAX_VALUE))
            .bind("n", request.limit() + 1)
            .map((RowViewMapper<Tomb>) DeletedCollections::tomb)
            .list();
    return Page.of(rows, request.limit(), tomb -> Cursor.of(tomb.seq()));
  }

  /// Makes it live again under `name`, with the members that went with it. False if somebody else
  /// did it meanwhile. Fails on the unique indexes if the name, the title, or the content of a
  /// member is taken.
  static boolean restore(Tx tx, Tomb tomb, Name name) {
    var id = tomb.collection().id().value();
    var isRestored =
        tx.handle()
                .createUpdate(
                    """
                    update collection
                    set deleted_at = null, deleted_with = null, name = :name, name_key = :key,
                        revision = revision + 1
                    where id = :id and deleted_at is not null
                    """)
                .bind("id", id)
                .bind("name", name.text())
                .bind("key", name.key())
                .execute()
            == 1;
    if (isRestored) {
      restoreMembers(tx, "membership", tomb);
      restoreMembers(tx, "version", tomb);
      tx.handle()
          .createUpdate(
              """
              update collection set version_count =
                (select count(*) from membership where collection_id = :id and deleted_at is null)
              where id = :id
              """)
          .bind("id", id)
          .execute();
    }
    return isRestored;
  }

  /// Of what was deleted before it was kept what went with what, the instant tells it. `table` is
  /// code, never input.
  private static void restoreMembers(Tx tx, String table, Tomb tomb) {
    tx.handle()
        .createUpdate(
            """
            update %s set deleted_at = null, deleted_with = null, revision = revision + 1
            where collection_id = :id
              and (deleted_with = :id or deleted_with is null and deleted_at = :at)
            """
                .formatted(table))
        .bind("id", tomb.collection().id().value())
        .bind("at", tomb.deletedAt())
        .execute();
  }

  private static Tomb tomb(RowView row) {
    return new Tomb(
        row.getColumn("seq", Long.class),
        CollectionRows.collection(row),
        row.getColumn("deleted_at", Instant.class),
        Optional.ofNullable(row.getColumn("deleted_with", UUID.class)));
  }
}
