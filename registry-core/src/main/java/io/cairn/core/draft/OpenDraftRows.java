// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.ReadableNamespaces;
import io.cairn.core.draft.ListDrafts.Scope;
import io.cairn.core.fact.Reading;
import io.cairn.core.name.Name;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;

/// Asks for drafts along with what they hold: one statement, however many. Unfinished uploads are
/// not counted here.
final class OpenDraftRows {
  private OpenDraftRows() {}

  private record Numbered(long seq, DraftView view) {}

  /// Newest first. Indexes: draft_open or draft_open_by_user, primary key of lease.
  static Page<DraftView> page(
      Reading reading, ReadableNamespaces readable, Scope scope, Instant now, PageRequest request) {
    var where = new ArrayList<String>();
    where.add("d.state = 'open' and d.expires_at > :now and d.seq < :after");
    where.add(readable.condition("d.namespace_id"));
    scope.namespace().ifPresent(_ -> where.add("d.namespace_id = :namespace"));
    scope.project().ifPresent(_ -> where.add("p.name_key = :project"));
    scope.collection().ifPresent(_ -> where.add("c.name_key = :collection"));
    scope.maker().ifPresent(_ -> where.add("d.created_by = :maker"));
    var sql =
        select(readable)
            + " where "
            + String.join(" and ", where)
            + " order by d.seq desc limit :n";
    var query =
        readable
            .bind(reading.handle().createQuery(sql))
            .bind("now", now)
            .bind("after", request.afterSeq(Long.MAX_VALUE))
            .bind("n", request.limit() + 1);
    scope.namespace().ifPresent(id -> query.bind("namespace", id.value()));
    scope.project().ifPresent(name -> query.bind("project", name.key()));
    scope.collection().ifPresent(name -> query.bind("collection", name.key()));
    scope.maker().ifPresent(user -> query.bind("maker", user.value()));
    var rows =
        query
            .map(
                (RowViewMapper<Numbered>)
                    row -> new Numbered(row.getColumn("seq", Long.class), view(row, now)))
            .list();
    return Page.of(rows, request.limit(), row -> Cursor.of(row.seq())).map(Numbered::view);
  }

  /// One draft, open or not. Indexes: unique key of draft, primary key of lease.
  static Optional<DraftView> one(
      Reading reading, ReadableNamespaces readable, DraftId id, Instant now) {
    return readable
        .bind(reading.handle().createQuery(select(readable) + " where d.id = :id"))
        .bind("id", id.value())
        .map((RowViewMapper<DraftView>) row -> view(row, now))
        .findOne();
  }

  private static String select(ReadableNamespaces readable) {
    return """
    select d.seq, %s,
           u.name as maker, r.name as run_name, rp.name as run_project, rn.name as run_team,
           (select count(*) from lease l where l.draft_id = d.id) as blobs,
           (select cast(coalesce(sum(b.size_bytes), 0) as bigint)
            from lease l join blob b on b.digest = l.digest
            where l.draft_id = d.id) as held_bytes
    %s
    join app_user u on u.id = d.created_by
    left join run r on r.id = d.run_id and r.deleted_at is null and %s
    left join project rp on rp.id = r.project_id
    left join namespace rn on rn.id = r.namespace_id
    """
        .formatted(DraftRows.COLUMNS, DraftRows.PLACES, readable.condition("r.namespace_id"));
  }

  private static DraftView view(RowView row, Instant now) {
    var run =
        Optional.ofNullable(row.getColumn("run_name", String.class))
            .map(name ->
                "%s/%s/runs/%s"
                    .formatted(
                        row.getColumn("run_team", String.class),
                        row.getColumn("run_project", String.class),
                        name));
    return new DraftView(
        DraftRows.draft(row, now),
        new Name(row.getColumn("maker", String.class)),
        run,
        row.getColumn("blobs", Long.class),
        row.getColumn("held_bytes", Long.class),
        0,
        0);
  }
}
