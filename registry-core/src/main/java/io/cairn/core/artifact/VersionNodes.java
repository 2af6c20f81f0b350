// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Access;
import io.cairn.core.access.Principal;
import io.cairn.core.content.Digest;
import io.cairn.core.fact.Reading;
import io.cairn.core.lineage.NodeCatalog;
import io.cairn.core.lineage.NodeDescription;
import io.cairn.core.lineage.NodeDescription.OfVersion;
import io.cairn.core.lineage.NodeDescription.Place;
import io.cairn.core.lineage.NodeKind;
import io.cairn.core.lineage.UniformLists;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.result.RowView;

/// What versions are in the lineage: their homes, which stay when they are deleted, and the links
/// that live; of these the ones that the caller may read. One with neither is not described.
public final class VersionNodes implements NodeCatalog {
  private final Access access;

  public VersionNodes(Access access) {
    this.access = access;
  }

  @Override
  public NodeKind kind() {
    return NodeKind.VERSION;
  }

  /// Indexes: unique keys of version and recall, membership_by_version, alias_by_membership.
  @Override
  public Map<UUID, NodeDescription> describe(Reading reading, Principal who, Collection<UUID> ids) {
    var readable = access.readable(who);
    // No alias holds the '/' that stands between them.
    var query =
        reading
            .handle()
            .createQuery(
                """
                select v.id, v.manifest, m.is_link, m.version_index, c.name, c.type,
                       p.name as project, n.name as namespace,
                       m.deleted_at is not null or c.deleted_at is not null as is_deleted,
                       exists (select 1 from recall k where k.membership_id in (m.id, v.home_id))
                         as is_recalled,
                       (select string_agg(
                          a.spelling, '/' order by a.alias_key <> 'latest', a.alias_key)
                        from alias a where a.membership_id = m.id) as aliases
                from version v
                join membership m on m.version_id = v.id
                join collection c on c.id = m.collection_id
                join namespace n on n.id = c.namespace_id and n.deleted_at is null
                left join project p on p.id = c.project_id
                where v.id in (<ids>)
                  and (not m.is_link or (m.deleted_at is null and c.deleted_at is null))
                  and %s
                order by m.seq
                """
                    .formatted(readable.condition("c.namespace_id")))
            .bindList("ids", UniformLists.of(ids));
    return readable.bind(query).reduceRows(new LinkedHashMap<>(), VersionNodes::add);
  }

  private static Map<UUID, NodeDescription> add(Map<UUID, NodeDescription> nodes, RowView row) {
    var here = description(row);
    nodes.merge(
        row.getColumn("id", UUID.class),
        here,
        (before, _) -> before instanceof OfVersion known ? together(known, here) : here);
    return nodes;
  }

  private static OfVersion description(RowView row) {
    var place = place(row);
    var isLink = row.getColumn("is_link", Boolean.class);
    return new OfVersion(
        Digest.ofBytes(row.getColumn("manifest", byte[].class)).hex(),
        isLink ? Optional.empty() : Optional.of(place),
        isLink ? List.of(place) : List.of(),
        !isLink && row.getColumn("is_deleted", Boolean.class));
  }

  private static OfVersion together(OfVersion one, OfVersion other) {
    return new OfVersion(
        one.digest(),
        one.home().or(other::home),
        Stream.concat(one.links().stream(), other.links().stream()).toList(),
        one.isDeleted() || other.isDeleted());
  }

  private static Place place(RowView row) {
    var path =
        CollectionRows.path(
            row.getColumn("namespace", String.class),
            row.getColumn("project", String.class),
            row.getColumn("name", String.class));
    var aliases =
        Optional.ofNullable(row.getColumn("aliases", String.class)).stream()
            .flatMap(joined -> Arrays.stream(joined.split("/", -1)))
            .toList();
    return new Place(
        path.toString(),
        row.getColumn("type", String.class),
        row.getColumn("version_index", Long.class),
        aliases,
        row.getColumn("is_recalled", Boolean.class));
  }
}
