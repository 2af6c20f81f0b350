// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cairn.client.Lineage.Direction;
import io.cairn.client.Lineage.Edge;
import io.cairn.client.Lineage.Graph;
import io.cairn.client.Lineage.Node;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineageTreeTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void a_version_leads_up_to_its_run_and_its_data() {
    var graph =
        graph(
            "m",
            List.of(
                version("m", "t/p/model", "v3"), run("r", "train"), version("d", "t/p/d", "v0")),
            List.of(new Edge("r", "m", "output"), new Edge("d", "r", "input")));

    var lines = new LineageTree(graph, Direction.UP).draw().lines();

    assertThat(lines)
        .containsExactly(
            "t/p/model:v3  0123456789ab  best  = models/m:v0 (production)",
            "└─ run train  t/p/runs/r",
            "   └─ t/p/d:v0  0123456789ab  best  = models/m:v0 (production)");
  }

  @Test
  void the_same_edges_lead_down_from_the_data() {
    var graph =
        graph(
            "d",
            List.of(version("d", "t/p/d", "v0"), run("r", "train"), run("s", "again")),
            List.of(new Edge("d", "r", "input"), new Edge("d", "s", "input")));

    var lines = new LineageTree(graph, Direction.DOWN).draw().lines();

    assertThat(lines.subList(1, 3))
        .containsExactly("├─ run again  t/p/runs/s", "└─ run train  t/p/runs/r");
  }

  @Test
  void a_cycle_ends_where_the_walk_has_been() {
    var graph =
        graph(
            "a",
            List.of(run("a", "one"), run("b", "two")),
            List.of(new Edge("a", "b", "input"), new Edge("b", "a", "input")));

    var lines = new LineageTree(graph, Direction.DOWN).draw().lines();

    assertThat(lines).hasSize(3).last().asString().endsWith("run one  t/p/runs/a  (above)");
  }

  private static Graph graph(String root, List<Node> nodes, List<Edge> edges) {
    return new Graph(root, nodes, edges, false, JSON.createObjectNode());
  }

  private static Node version(String id, String path, String version) {
    return node(
        id,
        "version",
        """
        {"path":"%s","version":"%s","digest":"sha256:0123456789abcdef","aliases":["best"],
         "links":[{"path":"models/m","version":"v0","aliases":["production"]}]}\
        """
            .formatted(path, version));
  }

  private static Node run(String id, String title) {
    return node(id, "run", "{\"path\":\"t/p/runs/%s\",\"title\":\"%s\"}".formatted(id, title));
  }

  private static Node node(String id, String kind, String json) {
    try {
      return new Node(id, kind, 0, false, JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
