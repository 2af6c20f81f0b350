// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.UserId;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.name.Name;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;

/// Rows of recalls.
final class RecallRows {
  private RecallRows() {}

  /// The recall that was spoken at that very place. Index: the primary key.
  static Optional<Recall> at(Reading reading, MembershipId place) {
    return reading
        .handle()
        .createQuery(
            """
            select k.reason, k.recalled_at, u.name from recall k
            join app_user u on u.id = k.recalled_by
            where k.membership_id = :id
            """)
        .bind("id", place.value())
        .map(
            (RowViewMapper<Recall>)
                row ->
                    new Recall(
                        row.getColumn("reason", String.class),
                        row.getColumn("recalled_at", Instant.class),
                        new Name(row.getColumn("name", String.class))))
        .findOne();
  }

  /// A recall that holds at a place.
  ///
  /// @param ref the version as it stands there
  record Held(String ref, long index, Recall recall) {}

  /// The recall of that place, or of the home of the link there.
  static Optional<Held> holdingAt(Reading reading, MembershipId place) {
    return query(reading, "k.membership_id in (m.id, v.home_id)", "m.id = :id")
        .bind("id", place.value())
        .map((RowViewMapper<Held>) RecallRows::held)
        .findOne();
  }

  /// A recall that was spoken of that version in that collection, whether its place there lives or
  /// not. Index: membership_by_version.
  static Optional<Held> inCollection(Reading reading, CollectionId collection, VersionId version) {
    return query(
            reading,
            "k.membership_id = m.id",
            "m.version_id = :version and m.collection_id = :collection")
        .bind("version", version.value())
        .bind("collection", collection.value())
        .map((RowViewMapper<Held>) RecallRows::held)
        .findOne();
  }

  /// `holds` and `where` are code, never input.
  private static Query query(Reading reading, String holds, String where) {
    return reading
        .handle()
        .createQuery(
            """
            select k.reason, k.recalled_at, u.name as by_name, m.version_index, c.name,
                   p.name as project, n.name as namespace
            from membership m
            join version v on v.id = m.version_id
            join recall k on %s
            join app_user u on u.id = k.recalled_by
            join collection c on c.id = m.collection_id
            join namespace n on n.id = c.namespace_id
            left join project p on p.id = c.project_id
            where %s
            order by k.recalled_at limit 1
            """
                .formatted(holds, where));
  }

  private static Held held(RowView row) {
    var path =
        CollectionRows.path(
            row.getColumn("namespace", String.class),
            row.getColumn("project", String.class),
            row.getColumn("name", String.class));
    var index = row.getColumn("version_index", Long.class);
    return new Held(
        path + ":v" + index,
        index,
        new Recall(
            row.getColumn("reason", String.class),
            row.getColumn("recalled_at", Instant.class),
            new Name(row.getColumn("by_name", String.class))));
  }

  static void put(Tx tx, MembershipId place, String reason, UserId by, Instant now) {
    tx.handle()
        .createUpdate(
            """
            insert into recall (membership_id, reason, recalled_at, recalled_by)
            values (:id, :reason, :now, :by)
            on conflict (membership_id) do update
              set reason = excluded.reason, recalled_at = excluded.recalled_at,
                  recalled_by = excluded.recalled_by
            """)
        .bind("id", place.value())
        .bind("reason", reason)
        .bind("now", now)
        .bind("by", by.value())
        .execute();
  }

  static boolean delete(Tx tx, MembershipId place) {
    return tx.handle()
            .createUpdate("delete from recall where membership_id = :id")
            .bind("id", place.value())
            .execute()
        == 1;
  }
}
