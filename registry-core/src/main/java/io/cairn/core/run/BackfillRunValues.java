// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;

/// Writes the values of runs that came without them: that were there before runs could be searched,
/// or were imported. Goes on where it stopped; may run at once in several servers, which take
/// turns.
public final class BackfillRunValues {
  private static final int BATCH = 100;

  private final Facts facts;
  private final Heartbeats heartbeats;

  public BackfillRunValues(Facts facts, Heartbeats heartbeats) {
    this.facts = facts;
    this.heartbeats = heartbeats;
  }

  /// Has the values of all runs written soon: of runs that came without them, in this transaction.
  public static void request(Tx tx) {
    Runs.endBackfill(tx);
    Runs.beginBackfill(tx);
  }

  /// Returns when there is nothing left to do.
  public void run() {
    while (facts.read(Runs::hasBackfill) && facts.write(this::some)) {
      // Once more.
    }
  }

  /// False when it is done.
  private boolean some(Tx tx) {
    var work = Runs.lockBackfill(tx);
    if (work.isEmpty()) {
      return false;
    }
    var next = Runs.from(tx, work.get().next(), work.get().last(), BATCH);
    for (var row : next) {
      if (Runs.lock(tx, row.id())) {
        Runs.byId(tx, row.id(), heartbeats.silentSince())
            .ifPresent(run -> RunValues.refresh(tx, run));
      }
    }
    if (next.size() < BATCH) {
      Runs.endBackfill(tx);
      return false;
    }
    Runs.moveBackfill(tx, next.getLast().seq() + 1);
    return true;
  }
}
