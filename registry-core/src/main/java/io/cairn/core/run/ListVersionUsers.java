// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.lineage.EdgeKind;
import io.cairn.core.lineage.LineageEdges;
import io.cairn.core.lineage.Node;
import io.cairn.core.lineage.NodeDescription;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.util.Optional;
import java.util.UUID;

/// The runs that used a version, of those that the actor may read, in the order in which that was
/// recorded.
public final class ListVersionUsers {
  private final Facts facts;
  private final LineageEdges edges;
  private final RunNodes runs;

  public ListVersionUsers(Facts facts, LineageEdges edges, RunNodes runs) {
    this.facts = facts;
    this.edges = edges;
    this.runs = runs;
  }

  /// Runs know nothing of versions: that the actor may read this one, the caller has found. A page
  /// may hold fewer than asked for and still have a next one.
  public Page<RunPath> run(Principal actor, UUID version, PageRequest page) {
    return facts.read(reading -> {
      var found = edges.outOf(reading, EdgeKind.INPUT, Node.version(version), page);
      var ids = found.items().stream().map(edge -> edge.to().id()).toList();
      var described =
          ids.isEmpty()
              ? java.util.Map.<UUID, NodeDescription>of()
              : runs.describe(reading, actor, ids);
      var paths =
          ids.stream()
              .map(id -> Optional.ofNullable(described.get(id)))
              .flatMap(Optional::stream)
              .filter(NodeDescription.OfRun.class::isInstance)
              .map(NodeDescription.OfRun.class::cast)
              .filter(run -> !run.isDeleted())
              .map(run -> RunPath.parse("run", run.path()))
              .toList();
      return new Page<>(paths, found.next());
    });
  }
}
