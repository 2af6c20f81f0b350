// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.lineage;

import io.cairn.core.fact.Reading;
import io.cairn.core.json.JsonObject;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;

/// Rows of edges: one step of a walk is one statement, whatever it begins at.
final class EdgeRows {
  private static final String COLUMNS =
      "e.kind, e.from_kind, e.from_id, e.to_kind, e.to_id, e.facts";

  private EdgeRows() {}

  /// An edge as a step came upon it.
  ///
  /// @param isUp whether it was found from its later end
  /// @param leadsOn whether the far end has edges further that way
  record Step(Edge edge, boolean isUp, boolean leadsOn) {
    Node near() {
      return isUp ? edge.to() : edge.from();
    }

    Node far() {
      return isUp ? edge.from() : edge.to();
    }
  }

  /// The edges that end at `up` and those that begin at `down`, at most `limit` of each, in the
  /// order of the indexes lineage_edge_up and the unique key.
  static List<Step> around(Reading reading, Collection<UUID> up, Collection<UUID> down, int limit) {
    var query =
        reading
            .handle()
            .createQuery(
                """
                select * from (
                  select %1$s, true as is_up, exists
                    (select 1 from lineage_edge n where n.to_id = e.from_id) as leads_on
                  from lineage_edge e where e.to_id in (<up>)
                  order by e.to_id, e.from_id, e.kind limit :limit) u
                union all
                select * from (
                  select %1$s, false as is_up, exists
                    (select 1 from lineage_edge n where n.from_id = e.to_id) as leads_on
                  from lineage_edge e where e.from_id in (<down>)
                  order by e.from_id, e.to_id, e.kind limit :limit) d
                """
                    .formatted(COLUMNS))
            .bind("limit", limit);
    return query
        .bindList("up", UniformLists.of(up))
        .bindList("down", UniformLists.of(down))
        .map((RowViewMapper<Step>) EdgeRows::step)
        .list();
  }

  /// `end` is one of our columns, never input.
  static Page<Edge> page(
      Reading reading, String end, EdgeKind kind, Node node, PageRequest request) {
    var rows =
        reading
            .handle()
            .createQuery(
                """
                select e.seq, %s from lineage_edge e
                where e.%s = :node and e.kind = :kind and e.seq > :after order by e.seq limit :n
                """
                    .formatted(COLUMNS, end))
            .bind("node", node.id())
            .bind("kind", kind.word())
            .bind("after", request.afterSeq(0))
            .bind("n", request.limit() + 1)
            .map(
                (RowViewMapper<Numbered>)
                    row -> new Numbered(row.getColumn("seq", Long.class), edge(row)))
            .list();
    return Page.of(rows, request.limit(), row -> Cursor.of(row.seq())).map(Numbered::edge);
  }

  /// The edges of a node in one direction, in the order of the index lineage_edge_up or of the
  /// unique key: a page of a node with a million edges costs what a page of one with ten does. The
  /// cursor names the last edge, and so tells nothing of a far end that is hidden.
  static Page<Edge> page(Reading reading, boolean isUp, Node node, PageRequest request) {
    var near = isUp ? "to_id" : "from_id";
    var far = isUp ? "from_id" : "to_id";
    var after =
        request.after().isEmpty()
            ? ""
            : """
            and (e.%1$s, e.kind) > (select l.%1$s, l.kind from lineage_edge l
              where l.seq = :after and l.%2$s = :node)
            """
                .formatted(far, near);
    var query =
        reading
            .handle()
            .createQuery(
                """
                select e.seq, %s from lineage_edge e
                where e.%s = :node %s order by e.%s, e.kind limit :n
                """
                    .formatted(COLUMNS, near, after, far))
            .bind("node", node.id())
            .bind("n", request.limit() + 1);
    request.after().ifPresent(cursor -> query.bind("after", cursor.seq()));
    var rows =
        query
            .map(
                (RowViewMapper<Numbered>)
                    row -> new Numbered(row.getColumn("seq", Long.class), edge(row)))
            .list();
    return Page.of(rows, request.limit(), row -> Cursor.of(row.seq())).map(Numbered::edge);
  }

  private record Numbered(long seq, Edge edge) {}

  private static Step step(RowView row) {
    return new Step(
        edge(row), row.getColumn("is_up", Boolean.class), row.getColumn("leads_on", Boolean.class));
  }

  private static Edge edge(RowView row) {
    return new Edge(
        EdgeKind.ofWord(row.getColumn("kind", String.class)),
        node(row, "from"),
        node(row, "to"),
        row.getColumn("facts", JsonObject.class));
  }

  private static Node node(RowView row, String end) {
    return new Node(
        NodeKind.ofWord(row.getColumn(end + "_kind", String.class)),
        row.getColumn(end + "_id", UUID.class));
  }
}
