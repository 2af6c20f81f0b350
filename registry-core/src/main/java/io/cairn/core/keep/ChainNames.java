// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.keep;

import io.cairn.core.access.ReadableNamespaces;
import io.cairn.core.fact.Reading;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;

/// The names of versions and runs in a chain, as far as the caller may read them.
final class ChainNames {
  private static final int BATCH = 500;

  private record Named(UUID id, String name) {}

  private ChainNames() {}

  static Map<UUID, String> of(Reading reading, ReadableNamespaces readable, Collection<UUID> ids) {
    var names = new HashMap<UUID, String>();
    var all = List.copyOf(ids);
    for (var from = 0; from < all.size(); from += BATCH) {
      var query =
          reading
              .handle()
              .createQuery(
                  """
                  select v.id, coalesce(n.name || '/' || p.name || '/' || c.name,
                           n.name || '/' || c.name) || ':v' || m.version_index as name
                  from version v
                  join membership m on m.id = v.home_id
                  join collection c on c.id = v.collection_id
                  join namespace n on n.id = c.namespace_id
                  left join project p on p.id = c.project_id
                  where v.id in (<ids>) and %1$s
                  union all
                  select r.id, 'run ' || n.name || '/' || p.name || '/' || r.name as name
                  from run r
                  join project p on p.id = r.project_id
                  join namespace n on n.id = r.namespace_id
                  where r.id in (<ids>) and %2$s
                  """
                      .formatted(
                          readable.condition("c.namespace_id"),
                          readable.condition("r.namespace_id")))
              .bindList("ids", all.subList(from, Math.min(all.size(), from + BATCH)));
      readable
          .bind(query)
          .map(
              (RowViewMapper<Named>)
                  row ->
                      new Named(
                          row.getColumn("id", UUID.class), row.getColumn("name", String.class)))
          .forEach(named -> names.put(named.id(), named.name()));
    }
    return names;
  }
}
