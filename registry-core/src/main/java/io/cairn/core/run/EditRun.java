// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import java.util.Map;
import java.util.OptionalLong;

/// Changes what is said of a run; also of one that has ended. Of two edits at once, each is merged
/// over what stands.
public final class EditRun {
  private final Facts facts;
  private final RunDoor door;
  private final Events events;

  public EditRun(Facts facts, RunDoor door, Events events) {
    this.facts = facts;
    this.door = door;
    this.events = events;
  }

  /// @param expectedRevision if there, the edit is made only upon that revision
  /// @throws Failure.TooLarge if config, summary or environment outgrow their limit
  /// @throws Failure.PreconditionFailed `revision.stale`
  public Run run(Principal actor, RunPath path, RunEdit edit, OptionalLong expectedRevision) {
    return facts.write(tx -> edit(tx, actor, path, edit, expectedRevision));
  }

  private Run edit(
      Tx tx, Principal actor, RunPath path, RunEdit edit, OptionalLong expectedRevision) {
    var entered = door.hold(tx, actor, path, Permission.WRITE);
    var before = entered.run();
    if (expectedRevision.isPresent() && expectedRevision.getAsLong() != before.revision()) {
      throw new Failure.PreconditionFailed(
          "revision.stale",
          "the run was changed since it was read; read it again",
          Long.toString(before.revision()));
    }
    var after = RunChanges.apply(tx, before, edit);
    events.append(
        tx,
        actor.origin(),
        "run.updated",
        entered.team().id().value(),
        "run",
        before.id().value(),
        JsonObject.of(
            "data", Map.of("path", before.path().toString(), "fields", RunChanges.fields(edit))));
    return after;
  }
}
