// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.ReadableNamespaces;
import io.cairn.core.access.UserId;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.name.Name;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;

/// Rows of pulls: one for each user, place and name.
final class PullRows {
  private PullRows() {}

  private record Numbered(long seq, Pull pull) {}

  static void put(Tx tx, VersionView view, UserId user, String selector, Instant now) {
    tx.handle()
        .createUpdate(
            """
            insert into version_pull
              (membership_id, version_id, user_id, selector, first_at, last_at, times)
            values (:place, :version, :user, :selector, :now, :now, 1)
            on conflict (membership_id, user_id, selector) do update
              set last_at = excluded.last_at, times = version_pull.times + 1
            """)
        .bind("place", view.id().value())
        .bind("version", view.version().value())
        .bind("user", user.value())
        .bind("selector", selector)
        .bind("now", now)
        .execute();
  }

  /// Of a version at its home all, of a link those through it. The newest name first. Index:
  /// version_pull_by_version.
  static Page<Pull> page(
      Reading reading, ReadableNamespaces readable, VersionView view, PageRequest request) {
    var query =
        reading
            .handle()
            .createQuery(
                """
                select l.seq, u.name as user_name, n.name as namespace, p.name as project, c.name,
                       l.selector, l.first_at, l.last_at, l.times
                from version_pull l
                join app_user u on u.id = l.user_id
                join membership m on m.id = l.membership_id
                left join collection c on c.id = m.collection_id and %s
                left join namespace n on n.id = c.namespace_id
                left join project p on p.id = c.project_id
                where l.version_id = :version and l.seq < :after and %s
                order by l.seq desc limit :limit
                """
                    .formatted(
                        readable.condition("c.namespace_id"),
                        view.isLink() ? "l.membership_id = :place" : "1 = 1"))
            .bind("version", view.version().value())
            .bind("after", request.afterSeq(Long.MAX_VALUE))
            .bind("limit", request.limit() + 1);
    if (view.isLink()) {
      query.bind("place", view.id().value());
    }
    var rows =
        readable
            .bind(query)
            .map(
                (RowViewMapper<Numbered>)
                    row -> new Numbered(row.getColumn("seq", Long.class), pull(row)))
            .list();
    return Page.of(rows, request.limit(), last -> Cursor.of(last.seq())).map(Numbered::pull);
  }

  private static Pull pull(RowView row) {
    var place =
        Optional.ofNullable(row.getColumn("namespace", String.class))
            .map(namespace ->
                CollectionRows.path(
                    namespace,
                    row.getColumn("project", String.class),
                    row.getColumn("name", String.class)));
    return new Pull(
        new Name(row.getColumn("user_name", String.class)),
        place,
        row.getColumn("selector", String.class),
        row.getColumn("first_at", Instant.class),
        row.getColumn("last_at", Instant.class),
        row.getColumn("times", Long.class));
  }
}
