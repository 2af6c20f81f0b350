// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

import io.cairn.client.CairnClient;
import io.cairn.client.Lineage.Direction;
import io.cairn.client.Lineage.Graph;
import io.cairn.client.Lineage.Node;
import java.util.List;

/// The lineage as trees: from production back to the data, and from the data forward.
final class TellLineage {
  private static final int DEPTH = 10;

  private final CairnClient cairn;
  private final Transcript transcript;

  TellLineage(CairnClient cairn, Transcript transcript) {
    this.cairn = cairn;
    this.transcript = transcript;
  }

  /// @throws DemoFailed if production does not lead back to the data, or the data not forward to it
  void run() {
    transcript.step("Where production comes from");
    var production = Scene.model(Scene.PRODUCTION);
    var back = cairn.lineage().walk(production, Direction.UP, DEPTH);
    tell(new Tree(production, List.of(new LineageTree(back, Direction.UP).draw())));
    require(back, Scene.DATA, "production does not lead back to the data set");

    transcript.step("What was made of the data");
    var forward = cairn.lineage().walk(Scene.DATA, Direction.DOWN, DEPTH);
    tell(new LineageTree(forward, Direction.DOWN).draw());
    require(forward, Scene.CLASSIFIER, "the data set does not lead forward to the model");
  }

  private void tell(Tree tree) {
    tree.lines().forEach(transcript::line);
  }

  private static void require(Graph graph, String path, String otherwise) {
    if (graph.nodes().stream().noneMatch(node -> isOf(node, path))) {
      throw new DemoFailed(otherwise);
    }
  }

  private static boolean isOf(Node node, String path) {
    return node.json().path("path").asText().equals(path);
  }
}
