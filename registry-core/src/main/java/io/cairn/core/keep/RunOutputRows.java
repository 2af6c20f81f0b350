// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.keep;

import io.cairn.core.fact.Reading;
import io.cairn.core.lineage.EdgeKind;
import io.cairn.core.name.RunId;
import java.util.List;
import java.util.UUID;

/// What runs made.
final class RunOutputRows {
  private RunOutputRows() {}

  /// The live versions that this run made and no other that lives, ordered by their homes: whoever
  /// goes through them locks collections in one order. Indexes: the unique key of lineage_edge,
  /// lineage_edge_up.
  static List<UUID> madeOnlyBy(Reading reading, RunId run, int limit) {
    return reading
        .handle()
        .createQuery(
            """
            select v.id from lineage_edge e
            join version v on v.id = e.to_id and v.deleted_at is null
            where e.from_id = :run and e.kind = :kind and not exists
              (select 1 from lineage_edge o
               join run r on r.id = o.from_id and r.deleted_at is null
               where o.to_id = e.to_id and o.kind = :kind and o.from_id <> :run)
            order by v.collection_id, e.seq limit :limit
            """)
        .bind("run", run.value())
        .bind("kind", EdgeKind.OUTPUT.word())
        .bind("limit", limit)
        .mapTo(UUID.class)
        .list();
  }
}
