// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.access.Principal;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.time.Timeline;
import java.util.Map;
import java.util.Optional;

/// What a run sends shows that it lives: one that was written down as crashed runs again, and that
/// is told.
final class SignsOfLife {
  private final Events events;
  private final Timeline timeline;
  private final WriterWatch watch;

  SignsOfLife(Events events, Timeline timeline) {
    this.events = events;
    this.timeline = timeline;
    this.watch = new WriterWatch(events, timeline);
  }

  /// The run said that it lives. One that has ended stays as it is.
  void heartbeat(Tx tx, Principal actor, RunDoor.Entered entered, Optional<RunWriter> writer) {
    revive(tx, actor, entered);
    Runs.heartbeat(tx, entered.run().id(), timeline.now());
    writer.ifPresent(name -> watch.heard(tx, actor, entered, name));
  }

  /// Data came. The run's row is locked then until the transaction ends.
  ///
  /// @throws Failure.NotFound if the run was deleted meanwhile
  void data(Tx tx, Principal actor, RunDoor.Entered entered, Optional<RunWriter> writer) {
    revive(tx, actor, entered);
    if (!Runs.heard(tx, entered.run().id(), timeline.now())) {
      throw RunDoor.notFound(entered.run().path());
    }
    writer.ifPresent(name -> watch.heard(tx, actor, entered, name));
  }

  private void revive(Tx tx, Principal actor, RunDoor.Entered entered) {
    var id = entered.run().id();
    if (entered.run().state() != RunState.CRASHED || !Runs.revive(tx, id, timeline.now())) {
      return;
    }
    var state = FieldValue.of(RunState.RUNNING.text());
    RunValues.set(tx, id, Map.of(RunFields.STATE, state));
    events.append(
        tx,
        actor.origin(),
        "run.revived",
        entered.team().id().value(),
        "run",
        id.value(),
        JsonObject.of("data", Map.of("path", entered.run().path().toString())));
  }
}
