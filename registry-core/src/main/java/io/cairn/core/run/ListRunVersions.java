// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.lineage.Edge;
import io.cairn.core.lineage.EdgeKind;
import io.cairn.core.lineage.LineageEdges;
import io.cairn.core.lineage.Node;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.util.Optional;
import java.util.UUID;

/// The versions that a run used, or those that it made, in the order in which that was recorded.
/// Ids only: what the actor may know of them, the versions' own use cases say.
public final class ListRunVersions {
  private final Facts facts;
  private final RunDoor door;
  private final LineageEdges edges;

  public ListRunVersions(Facts facts, RunDoor door, LineageEdges edges) {
    this.facts = facts;
    this.door = door;
    this.edges = edges;
  }

  /// A version beside a run.
  ///
  /// @param role what it was to the run, if that was said
  public record Beside(UUID version, Optional<String> role) {}

  /// @throws Failure.NotFound if there is no such run that the actor may read
  public Page<Beside> inputs(Principal actor, RunPath path, PageRequest page) {
    return facts.read(reading -> {
      var run = door.require(reading, actor, path, Permission.READ).run();
      return edges
          .into(reading, EdgeKind.INPUT, Node.run(run.id().value()), page)
          .map(edge -> beside(edge.from(), edge));
    });
  }

  /// @throws Failure.NotFound if there is no such run that the actor may read
  public Page<Beside> outputs(Principal actor, RunPath path, PageRequest page) {
    return facts.read(reading -> {
      var run = door.require(reading, actor, path, Permission.READ).run();
      return edges
          .outOf(reading, EdgeKind.OUTPUT, Node.run(run.id().value()), page)
          .map(edge -> beside(edge.to(), edge));
    });
  }

  private static Beside beside(Node version, Edge edge) {
    var role = edge.facts().members().get("role") instanceof String text ? text : null;
    return new Beside(version.id(), Optional.ofNullable(role));
  }
}
