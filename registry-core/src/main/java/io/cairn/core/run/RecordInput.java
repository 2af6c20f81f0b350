// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.lineage.EdgeKind;
import io.cairn.core.lineage.LineageEdges;
import io.cairn.core.lineage.Node;
import io.cairn.core.lineage.NodeCatalog;
import io.cairn.core.name.Title;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A run uses a version. The same again changes at most its role.
///
/// Runs know nothing of versions: that the version is there and that the actor may read it, the
/// versions' own catalogue says, in the transaction that writes the edge.
public final class RecordInput {
  private final Facts facts;
  private final RunDoor door;
  private final LineageEdges edges;
  private final NodeCatalog versions;
  private final Events events;

  public RecordInput(
      Facts facts, RunDoor door, LineageEdges edges, NodeCatalog versions, Events events) {
    this.facts = facts;
    this.door = door;
    this.edges = edges;
    this.versions = versions;
    this.events = events;
  }

  /// @param role what the version was to the run, such as `training data`
  /// @throws Failure.NotFound if the run or the version is not there, or not for this actor to read
  /// @throws Failure.Forbidden `team.member` if the actor may read the run only
  public void run(Principal actor, RunPath path, UUID version, Optional<Title> role) {
    facts.<Boolean>write(tx -> {
      var entered = door.require(tx, actor, path, Permission.WRITE);
      if (versions.describe(tx, actor, List.of(version)).isEmpty()) {
        throw new Failure.NotFound("the version asked for");
      }
      var id = entered.run().id().value();
      var said =
          role.map(text -> JsonObject.of("role", Map.of("role", text.text())))
              .orElse(JsonObject.empty());
      edges.add(tx, EdgeKind.INPUT, Node.version(version), Node.run(id), said);
      var data = Map.of("path", entered.run().path().toString(), "version", version.toString());
      events.append(
          tx,
          actor.origin(),
          "run.input-recorded",
          entered.team().id().value(),
          "run",
          id,
          JsonObject.of("data", data));
      return true;
    });
  }
}
