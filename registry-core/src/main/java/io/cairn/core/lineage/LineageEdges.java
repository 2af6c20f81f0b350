// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.lineage;

import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.json.JsonObject;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import io.cairn.core.time.Timeline;

/// The edges of single nodes: written in the transaction of the change that makes them true. Cycles
/// are legal: a run may log its own input again.
public final class LineageEdges {
  private final Timeline timeline;

  public LineageEdges(Timeline timeline) {
    this.timeline = timeline;
  }

  /// Adds an edge; where it stands already, facts that are not empty take the place of the old.
  ///
  /// @param facts what is said about this connection alone: the role of an input, the description
  ///   that a producer gave
  /// @throws IllegalArgumentException if nodes of these kinds are not connected by such an edge
  public void add(Tx tx, EdgeKind kind, Node from, Node to, JsonObject facts) {
    if (!kind.connects(from, to)) {
      throw new IllegalArgumentException(
          "an edge " + kind + " does not go from a " + from.kind() + " to a " + to.kind());
    }
    tx.handle()
        .createUpdate(
            """
            insert into lineage_edge (kind, from_kind, from_id, to_kind, to_id, facts, created_at)
            values (:kind, :fromKind, :from, :toKind, :to, :facts, :now)
            on conflict (from_id, to_id, kind) do update set facts =
              case when excluded.facts = '{}' then lineage_edge.facts else excluded.facts end
            """)
        .bind("kind", kind.word())
        .bind("fromKind", from.kind().word())
        .bind("from", from.id())
        .bind("toKind", to.kind().word())
        .bind("to", to.id())
        .bind("facts", facts)
        .bind("now", timeline.now())
        .execute();
  }

  /// The edges of that kind that end at the node, oldest first. Index: lineage_edge_up.
  public Page<Edge> into(Reading reading, EdgeKind kind, Node node, PageRequest page) {
    return EdgeRows.page(reading, "to_id", kind, node, page);
  }

  /// The edges of that kind that begin at the node, oldest first. Index: the unique key.
  public Page<Edge> outOf(Reading reading, EdgeKind kind, Node node, PageRequest page) {
    return EdgeRows.page(reading, "from_id", kind, node, page);
  }
}
