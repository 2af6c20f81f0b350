// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.keep;

import io.cairn.core.access.ReadableNamespaces;
import io.cairn.core.artifact.CollectionId;
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

/// Rows of rules, and the collections that each is for.
final class KeepRuleRows {
  private static final String SELECT =
      """
      select k.seq, k.id, k.namespace_id, k.scope_id, k.keep_last, k.ancestor_days, k.expire_days,
             k.set_at, u.name as set_by, n.name as namespace, p.name as project,
             c.name as collection
      from keep_rule k
      join namespace n on n.id = k.namespace_id and n.deleted_at is null
      left join collection c on c.id = k.scope_id
      left join project p on p.id = c.project_id
      join app_user u on u.id = k.set_by
      where (c.id is null or c.deleted_at is null) and
      """;

  private record Numbered(long seq, SetRule rule) {}

  /// A collection, and its place in the order.
  record Numberable(long seq, CollectionId id) {}

  private KeepRuleRows() {}

  static void put(Tx tx, UUID id, KeepScopes.Scope scope, KeepRule rule, Instant now, UUID by) {
    tx.handle()
        .createUpdate(
            """
            insert into keep_rule
              (id, namespace_id, scope_id, keep_last, ancestor_days, expire_days, set_at, set_by)
            values (:id, :namespace, :scope, :last, :ancestors, :expire, :now, :by)
            on conflict (scope_id) do update set
              keep_last = excluded.keep_last, ancestor_days = excluded.ancestor_days,
              expire_days = excluded.expire_days, set_at = excluded.set_at,
              set_by = excluded.set_by
            """)
        .bind("id", id)
        .bind("namespace", scope.namespace().value())
        .bind("scope", scope.scopeId())
        .bind("last", rule.last())
        .bind("ancestors", rule.ancestorDays())
        .bind("expire", rule.expireDays())
        .bind("now", now)
        .bind("by", by)
        .execute();
  }

  static boolean delete(Tx tx, UUID scope) {
    return tx.handle()
            .createUpdate("delete from keep_rule where scope_id = :scope")
            .bind("scope", scope)
            .execute()
        == 1;
  }

  static Optional<SetRule> of(Reading reading, UUID scope) {
    return reading
        .handle()
        .createQuery(SELECT + "k.scope_id = :scope")
        .bind("scope", scope)
        .map((RowViewMapper<SetRule>) row -> numbered(row).rule())
        .findOne();
  }

  /// That of the scope itself, or else that of the team or registry above it.
  static Optional<SetRule> inForce(Reading reading, KeepScopes.Scope scope) {
    return of(reading, scope.scopeId()).or(() -> of(reading, scope.namespace().value()));
  }

  /// In the order they were made first.
  static Page<SetRule> page(Reading reading, ReadableNamespaces readable, PageRequest page) {
    var query =
        reading
            .handle()
            .createQuery(
                SELECT
                    + readable.condition("k.namespace_id")
                    + " and k.seq > :after order by k.seq limit :limit")
            .bind("after", page.afterSeq(0))
            .bind("limit", page.limit() + 1);
    var rows = readable.bind(query).map((RowViewMapper<Numbered>) KeepRuleRows::numbered).list();
    return Page.of(rows, page.limit(), row -> Cursor.of(row.seq())).map(Numbered::rule);
  }

  /// All, for the work of the server.
  static List<SetRule> all(Reading reading) {
    return reading
        .handle()
        .createQuery(SELECT + "1 = 1 order by k.seq")
        .map((RowViewMapper<SetRule>) row -> numbered(row).rule())
        .list();
  }

  /// The live collections that are of the scope, by their order. Those with a rule of their own are
  /// not of the scope above them.
  static List<Numberable> collections(
      Reading reading, UUID namespace, UUID scope, long afterSeq, int limit) {
    var isForAll = namespace.equals(scope);
    return reading
        .handle()
        .createQuery(
            """
            select c.seq, c.id from collection c
            where c.namespace_id = :namespace and c.deleted_at is null and c.seq > :after
              and %s
            order by c.seq limit :limit
            """
                .formatted(
                    isForAll
                        ? "not exists (select 1 from keep_rule k where k.scope_id = c.id)"
                        : "c.id = :scope"))
        .bind("namespace", namespace)
        .bind("after", afterSeq)
        .bind("limit", limit)
        .bindMap(isForAll ? java.util.Map.of() : java.util.Map.of("scope", scope))
        .map(
            (RowViewMapper<Numberable>)
                row ->
                    new Numberable(
                        row.getColumn("seq", Long.class),
                        new CollectionId(row.getColumn("id", UUID.class))))
        .list();
  }

  private static Numbered numbered(RowView row) {
    var project = row.getColumn("project", String.class);
    var collection = row.getColumn("collection", String.class);
    var scope =
        row.getColumn("namespace", String.class)
            + (project == null ? "" : "/" + project)
            + (collection == null ? "" : "/" + collection);
    return new Numbered(
        row.getColumn("seq", Long.class),
        new SetRule(
            row.getColumn("id", UUID.class),
            scope,
            row.getColumn("namespace_id", UUID.class),
            row.getColumn("scope_id", UUID.class),
            new KeepRule(
                row.getColumn("keep_last", Long.class),
                row.getColumn("ancestor_days", Long.class),
                row.getColumn("expire_days", Long.class)),
            row.getColumn("set_at", Instant.class),
            row.getColumn("set_by", String.class)));
  }
}
