// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.time.Timeline;
import java.util.LinkedHashMap;
import java.util.Optional;

/// Ends a run. The same end told twice is no second end, so a call that lost its answer may be
/// repeated.
public final class FinishRun {
  private final Facts facts;
  private final RunDoor door;
  private final Events events;
  private final Timeline timeline;

  public FinishRun(Facts facts, RunDoor door, Events events, Timeline timeline) {
    this.facts = facts;
    this.door = door;
    this.events = events;
    this.timeline = timeline;
  }

  /// @param state `FINISHED` or `FAILED`
  /// @throws Failure.Conflict `run.ended` if it has ended otherwise
  public Run run(Principal actor, RunPath path, RunState state, Optional<Integer> exitCode) {
    return facts.write(tx -> {
      var entered = door.require(tx, actor, path, Permission.WRITE);
      var id = entered.run().id();
      var isFirst = Runs.end(tx, id, state, exitCode, timeline.now());
      var run = door.require(tx, actor, path, Permission.WRITE).run();
      if (isFirst) {
        RunValues.refresh(tx, run);
        events.append(
            tx,
            actor.origin(),
            "run.ended",
            entered.team().id().value(),
            "run",
            id.value(),
            data(run));
      } else if (run.state() != state || !run.exitCode().equals(exitCode)) {
        throw new Failure.Conflict(
            "run.ended",
            "state cannot be set: the run has ended; begin it again with resume 'must'",
            run.state().text());
      }
      return run;
    });
  }

  private static JsonObject data(Run run) {
    var data = new LinkedHashMap<String, Object>();
    data.put("path", run.path().toString());
    data.put("state", run.state().text());
    run.exitCode().ifPresent(code -> data.put("exitCode", code));
    return JsonObject.of("data", data);
  }
}
