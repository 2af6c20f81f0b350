// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.Lineage.Edge;
import io.cairn.client.Lineage.Graph;
import io.cairn.client.Lineage.Node;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineageTreeTest {
  @Test
  void a_tree_leads_from_the_model_back_to_the_data() {
    var graph =
        graph(
            List.of(
                version("m", "t/p/model", "v1", "best"), run("r"), version("d", "t/p/data", "v0")),
            new Edge("r", "m", "output"),
            new Edge("d", "r", "input"));

    assertThat(LineageTree.up(graph))
        .containsExactly(
            "t/p/model:v1 [best]", "└─ made by t/p/runs/r  (finished)", "   └─ used t/p/data:v0");
  }

  @Test
  void cycles_end_and_are_named() {
    var graph =
        graph(
            List.of(version("m", "t/p/model", "v1"), run("r")),
            new Edge("r", "m", "output"),
            new Edge("m", "r", "input"));

    assertThat(LineageTree.up(graph))
        .containsExactly(
            "t/p/model:v1", "└─ made by t/p/runs/r  (finished)", "   └─ used t/p/model:v1 (above)");
  }

  @Test
  void what_may_not_be_read_is_there_without_its_name() {
    var hidden = new Node("h", "version", 1, true, Output.object());
    var graph =
        graph(List.of(version("m", "t/p/model", "v1"), hidden), new Edge("m", "h", "derived"));

    assertThat(LineageTree.down(graph))
        .containsExactly("t/p/model:v1", "└─ led to (hidden version)");
  }

  private static Graph graph(List<Node> nodes, Edge... edges) {
    return new Graph(nodes.getFirst().id(), nodes, List.of(edges), false, Output.object());
  }

  private static Node version(String id, String path, String version, String... aliases) {
    ObjectNode json = Output.object().put("path", path).put("version", version);
    json.set("aliases", Output.texts(List.of(aliases)));
    return new Node(id, "version", 0, false, json);
  }

  private static Node run(String id) {
    var json = Output.object().put("path", "t/p/runs/" + id).put("state", "finished");
    return new Node(id, "run", 0, false, json);
  }
}
