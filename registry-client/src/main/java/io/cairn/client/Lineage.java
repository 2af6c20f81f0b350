// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Where a version or run came from and what came of it.
public final class Lineage {
  private static final int HOLDERS_A_PAGE = 200;

  private final Transport transport;

  Lineage(Transport transport) {
    this.transport = transport;
  }

  /// `UP` towards the sources, `DOWN` towards what was made of it.
  public enum Direction {
    UP("up"),
    DOWN("down"),
    BOTH("both");

    private final String wire;

    Direction(String wire) {
      this.wire = wire;
    }

    String wire() {
      return wire;
    }
  }

  /// One version or run. `id` names it within this answer; `json` has what the server tells of it.
  public record Node(String id, String kind, int depth, boolean isHidden, JsonNode json) {
    /// Reference or path for people; a node that the key may not read has none.
    public String name() {
      if (isHidden) {
        return "(hidden " + kind + ")";
      }
      var path = Json.text(json, "path");
      return kind.equals("run") ? path : path + ":" + Json.text(json, "version");
    }

    /// Aliases that point at it, for a version.
    public List<String> aliases() {
      return Json.texts(json, "aliases");
    }
  }

  /// Ids of nodes; `from` is the earlier thing. `kind`: output, input, link, parent, derived.
  public record Edge(String from, String to, String kind) {}

  /// @param root id of the node that was asked for
  /// @param hasMore true if depth or limit cut the walk short
  public record Graph(
      String root, List<Node> nodes, List<Edge> edges, boolean hasMore, JsonNode json) {}

  /// @param start a version's reference, or a run's path `team/project/runs/id`
  /// @param depth steps from the start, 1 to 50
  public Graph walk(String start, Direction direction, int depth) {
    var name = start.contains("/runs/") ? "run" : "ref";
    var route =
        Route.of("lineage")
            .with(name, start)
            .with("direction", direction.wire)
            .with("depth", Integer.toString(depth));
    return graph(transport.json(Call.get(route)));
  }

  /// What a file, a version or a run has touched, and which aliases bear or bore any of it. Asks
  /// for one page of holders after the other.
  public Trace trace(TraceRequest request) {
    var pages = new Trace.Pages();
    var route = request.route();
    var next = route;
    var left = request.maxHolders();
    while (true) {
      var limit = Math.min(HOLDERS_A_PAGE, left);
      left -= limit;
      var answer = transport.json(Call.get(next.with("limit", Integer.toString(limit))));
      pages.add(answer);
      var cursor = Json.textOrNull(answer, "next");
      if (cursor == null || left == 0) {
        return pages.trace(cursor == null);
      }
      next = route.with("cursor", cursor);
    }
  }

  static Graph graph(JsonNode answer) {
    var nodes = new ArrayList<Node>();
    for (var node : answer.path("nodes")) {
      nodes.add(
          new Node(
              Json.text(node, "id"),
              Json.text(node, "kind"),
              (int) Json.number(node, "depth"),
              Json.isTrue(node, "hidden"),
              node));
    }
    var edges = new ArrayList<Edge>();
    for (var edge : answer.path("edges")) {
      edges.add(new Edge(Json.text(edge, "from"), Json.text(edge, "to"), Json.text(edge, "kind")));
    }
    return new Graph(
        Json.text(answer, "root"),
        List.copyOf(nodes),
        List.copyOf(edges),
        Json.isTrue(answer, "more"),
        answer);
  }
}
