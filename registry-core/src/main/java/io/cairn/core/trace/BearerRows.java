// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.trace;

import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.ReadableNamespaces;
import io.cairn.core.fact.Reading;
import io.cairn.core.lineage.Node;
import io.cairn.core.lineage.UniformLists;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;

/// The aliases that point, or ever pointed, at versions: also those of places that were removed.
final class BearerRows {
  private final ReadableNamespaces readable;

  /// For one caller, who decides which places are told of.
  BearerRows(ReadableNamespaces readable) {
    this.readable = readable;
  }

  /// One statement, however many versions. First those that hold now, then newest first. Indexes:
  /// membership_by_version, alias_move_by_target, alias_move_by_alias.
  ///
  /// @param withLatest whether `latest`, which the system moves, is told of, too
  List<Bearer> of(Reading reading, Collection<UUID> versions, boolean withLatest, int limit) {
    var query =
        reading
            .handle()
            .createQuery(
                """
                select * from (
                  select m.version_id, m.version_index, c.name, c.type, p.name as project,
                         n.name as namespace, n.kind as place, a.seq, a.spelling, a.moved_at,
                         a.reason, u.name as moved_by,
                         coalesce(
                           (select b.moved_at from alias_move b
                            where b.collection_id = a.collection_id and b.alias_key = a.alias_key
                              and b.seq > a.seq
                            order by b.seq limit 1),
                           m.deleted_at, c.deleted_at) as until
                  from membership m
                  join alias_move a on a.to_membership_id = m.id
                  join collection c on c.id = m.collection_id
                  join namespace n on n.id = c.namespace_id and n.deleted_at is null
                  left join project p on p.id = c.project_id
                  left join app_user u on u.id = a.moved_by
                  where m.version_id in (<versions>) and %s and %s) found
                order by until is not null, seq desc limit :limit
                """
                    .formatted(
                        withLatest ? "1 = 1" : "a.alias_key <> 'latest'",
                        readable.condition("c.namespace_id")))
            .bindList("versions", UniformLists.of(versions))
            .bind("limit", limit);
    return readable.bind(query).map((RowViewMapper<Bearer>) BearerRows::bearer).list();
  }

  private static Bearer bearer(RowView row) {
    var path =
        Stream.of("namespace", "project", "name")
            .map(column -> row.getColumn(column, String.class))
            .flatMap(Stream::ofNullable)
            .reduce((outer, inner) -> outer + "/" + inner)
            .orElseThrow();
    return new Bearer(
        Node.version(row.getColumn("version_id", UUID.class)),
        CollectionPath.parse(path),
        NamespaceKind.valueOf(row.getColumn("place", String.class).toUpperCase(Locale.ROOT)),
        new Name(row.getColumn("type", String.class)),
        row.getColumn("version_index", Long.class),
        new Label(row.getColumn("spelling", String.class)),
        row.getColumn("moved_at", Instant.class),
        Optional.ofNullable(row.getColumn("until", Instant.class)),
        Optional.ofNullable(row.getColumn("moved_by", String.class)).map(Name::new),
        row.getColumn("reason", String.class));
  }
}
