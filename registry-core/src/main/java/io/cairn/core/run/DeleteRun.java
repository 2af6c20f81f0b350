// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.time.Timeline;
import java.util.Map;

/// Takes a run away. Its name stays taken, and a node stays in the lineage of what it made.
public final class DeleteRun {
  private final Facts facts;
  private final RunDoor door;
  private final Events events;
  private final Timeline timeline;

  public DeleteRun(Facts facts, RunDoor door, Events events, Timeline timeline) {
    this.facts = facts;
    this.door = door;
    this.events = events;
    this.timeline = timeline;
  }

  /// @throws Failure.NotFound if there is no such run that the actor may read
  public void run(Principal actor, RunPath path) {
    facts.<Boolean>write(tx -> {
      within(tx, actor, path);
      return true;
    });
  }

  /// As [#run], for who deletes more in the same transaction.
  public void within(Tx tx, Principal actor, RunPath path) {
    var entered = door.require(tx, actor, path, Permission.WRITE);
    var id = entered.run().id();
    if (!Runs.delete(tx, id, timeline.now())) {
      throw RunDoor.notFound(path);
    }
    RunValues.remove(tx, id);
    var data = JsonObject.of("data", Map.of("path", entered.run().path().toString()));
    var team = entered.team().id().value();
    events.append(tx, actor.origin(), "run.deleted", team, "run", id.value(), data);
  }
}
