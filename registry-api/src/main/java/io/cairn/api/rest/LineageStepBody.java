// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.lineage.Edge;
import io.cairn.core.lineage.LineageGraph;
import io.cairn.core.lineage.LineageStep;
import io.cairn.core.lineage.Node;
import io.cairn.core.page.Cursor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One page of the neighbours of a node, on the wire.
@Schema(name = "LineageStep", description = "The neighbours of one node")
record LineageStepBody(
    @Schema(description = "The id of the node that was asked for") String node,
    @Schema(description = "What is one edge away") List<LineageBody.NodeBody> nodes,
    List<LineageBody.EdgeBody> edges,
    @Schema(description = "The `cursor` of the next page, or null") @Nullable String next) {

  static LineageStepBody of(LineageStep step) {
    var ends = new LinkedHashSet<Node>();
    step.edges().items().forEach(edge -> ends.add(farEnd(edge, step.near())));
    var found = new ArrayList<LineageGraph.Found>();
    for (var end : ends) {
      var description = Optional.ofNullable(step.known().get(end));
      found.add(new LineageGraph.Found(end, 1, description, false));
    }
    var neighbours = new LineageGraph(found, List.of());
    var ids = LineageBody.ids(neighbours);
    ids.put(step.near(), step.near().id().toString());
    return new LineageStepBody(
        step.near().id().toString(),
        LineageBody.nodes(neighbours),
        LineageBody.edges(ids, step.edges().items()),
        step.edges().next().map(Cursor::wire).orElse(null));
  }

  private static Node farEnd(Edge edge, Node near) {
    return edge.from().equals(near) ? edge.to() : edge.from();
  }
}
