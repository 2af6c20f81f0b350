// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.time.Timeline;
import java.util.Optional;

/// A run says that it lives. From then on, five minutes without a sign of life make it crashed, and
/// the next sign makes it run again. A run that has ended stays so.
public final class KeepRunAlive {
  private final Facts facts;
  private final RunDoor door;
  private final SignsOfLife signs;

  public KeepRunAlive(Facts facts, RunDoor door, Events events, Timeline timeline) {
    this.facts = facts;
    this.door = door;
    this.signs = new SignsOfLife(events, timeline);
  }

  /// @param writer which process says so, where it gives itself a name
  /// @throws Failure.NotFound if there is no such run that the actor may read
  public Run run(Principal actor, RunPath path, Optional<RunWriter> writer) {
    return facts.write(tx -> {
      signs.heartbeat(tx, actor, door.require(tx, actor, path, Permission.WRITE), writer);
      return door.require(tx, actor, path, Permission.WRITE).run();
    });
  }
}
