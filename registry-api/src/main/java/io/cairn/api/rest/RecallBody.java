// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.PageBody;
import io.cairn.core.artifact.Pull;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.lineage.LineageGraph;
import io.cairn.core.lineage.Node;
import io.cairn.core.page.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A recalled version, and what came of it.
@Schema(name = "Recall")
record RecallBody(
    VersionBody version,
    @Schema(
            description =
                "Runs that used it, versions that these made, and so on, by their distance; nodes"
                    + " that the caller may not read are hidden")
        List<LineageBody.NodeBody> dependants,
    @Schema(description = "Whether there are more; `/lineage?direction=down` shows them")
        boolean more,
    @Schema(description = "Who pulled it; if there are more, `…/pulls` lists them")
        PageBody<PullBody> pulledBy) {
  static RecallBody of(VersionView version, Node root, LineageGraph graph, Page<Pull> pulls) {
    var lineage = LineageBody.of(root, graph);
    return new RecallBody(
        VersionBody.of(version),
        lineage.nodes().stream().filter(node -> node.depth() > 0).toList(),
        lineage.more(),
        PageBody.of(pulls, PullBody::of));
  }
}
