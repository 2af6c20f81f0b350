// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.access.Access;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Reading;
import io.cairn.core.lineage.NodeCatalog;
import io.cairn.core.lineage.NodeDescription;
import io.cairn.core.lineage.NodeKind;
import io.cairn.core.lineage.UniformLists;
import io.cairn.core.name.Title;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;

/// What runs are in the lineage: their paths, titles and states, for readers of their teams.
public final class RunNodes implements NodeCatalog {
  private final Access access;
  private final Heartbeats heartbeats;

  public RunNodes(Access access, Heartbeats heartbeats) {
    this.access = access;
    this.heartbeats = heartbeats;
  }

  @Override
  public NodeKind kind() {
    return NodeKind.RUN;
  }

  @Override
  public Map<UUID, NodeDescription> describe(Reading reading, Principal who, Collection<UUID> ids) {
    var readable = access.readable(who);
    var silentSince = heartbeats.silentSince();
    var query =
        reading
            .handle()
            .createQuery(
                """
                select r.id, n.name as team, p.name as project, r.name, r.title, r.state,
                       r.heartbeat_at,
                       r.deleted_at is not null or p.deleted_at is not null as is_deleted
                from run r
                join project p on p.id = r.project_id
                join namespace n on n.id = r.namespace_id and n.deleted_at is null
                where r.id in (<ids>) and %s
                """
                    .formatted(readable.condition("r.namespace_id")))
            .bindList("ids", UniformLists.of(ids));
    return readable
        .bind(query)
        .map((RowViewMapper<Described>) row -> described(row, silentSince))
        .stream()
        .collect(Collectors.toMap(Described::id, Described::description));
  }

  private record Described(UUID id, NodeDescription description) {}

  private static Described described(RowView row, Instant silentSince) {
    return new Described(
        row.getColumn("id", UUID.class),
        new NodeDescription.OfRun(
            Runs.path(row).toString(),
            Runs.title(row, "title").map(Title::text),
            Runs.state(row, silentSince).text(),
            row.getColumn("is_deleted", Boolean.class)));
  }
}
