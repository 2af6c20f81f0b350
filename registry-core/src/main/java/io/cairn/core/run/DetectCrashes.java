// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;

/// Writes down, and tells of, runs that fell silent. Readers see them as crashed before: this makes
/// it an event. May run at once in several servers; each crash is told once, by whoever sets the
/// row first. The system does it by itself, for nobody.
public final class DetectCrashes {
  private static final int BATCH = 100;

  private final Facts facts;
  private final Heartbeats heartbeats;
  private final Events events;

  public DetectCrashes(Facts facts, Heartbeats heartbeats, Events events) {
    this.facts = facts;
    this.heartbeats = heartbeats;
    this.events = events;
  }

  /// How many runs crashed.
  public int run() {
    var crashed = 0;
    while (true) {
      var silent = facts.read(reading -> Runs.silent(reading, heartbeats.silentSince(), BATCH));
      if (silent.isEmpty()) {
        return crashed;
      }
      crashed += facts.write(tx -> crash(tx, silent));
    }
  }

  private int crash(Tx tx, List<Runs.Silent> silent) {
    var crashed = 0;
    for (var run : silent) {
      if (Runs.crash(tx, run.id(), heartbeats.silentSince())) {
        tell(tx, run);
        crashed++;
      }
    }
    return crashed;
  }

  private void tell(Tx tx, Runs.Silent silent) {
    var run = Runs.byId(tx, silent.id(), heartbeats.silentSince()).orElseThrow();
    RunValues.refresh(tx, run);
    var data = new LinkedHashMap<String, Object>();
    data.put("path", run.path().toString());
    run.heartbeatAt().ifPresent(last -> data.put("heartbeatAt", last.toString()));
    events.append(
        tx,
        Events.Origin.SYSTEM,
        "run.crashed",
        silent.namespace(),
        "run",
        run.id().value(),
        JsonObject.of("data", data));
  }
}
