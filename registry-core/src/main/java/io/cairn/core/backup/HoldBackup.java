// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.backup;

import io.cairn.core.access.Access;
import io.cairn.core.access.Principal;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// For how long the bytes of a backup are held: while it is made, after it was made, or no longer.
public final class HoldBackup {
  private static final Duration LONGEST_PIN = Duration.ofDays(3_650);

  private final Facts facts;
  private final Access access;
  private final Events events;
  private final Timeline timeline;

  public HoldBackup(Facts facts, Access access, Events events, Timeline timeline) {
    this.facts = facts;
    this.access = access;
    this.events = events;
    this.timeline = timeline;
  }

  /// Whoever makes it is still at work.
  ///
  /// @throws Failure.Conflict `backup.lapsed` if nothing held the bytes for a while, or it is
  ///   finished: bytes may be gone, so it must be begun anew
  public Backup run(Principal actor, UUID id) {
    access.requireInstallationAdmin(actor);
    return facts.write(tx -> {
      var now = timeline.now();
      BackupRows.require(tx, id);
      requireHeld(BackupRows.hold(tx, id, now, now.plus(BeginBackup.HOLD)));
      return BackupRows.require(tx, id);
    });
  }

  /// It is complete.
  ///
  /// @param pin for how long from now no bytes go that it counts on; zero if it has copies of them
  /// @throws Failure.Conflict `backup.lapsed` as [#run]
  public Backup finish(Principal actor, UUID id, Duration pin) {
    access.requireInstallationAdmin(actor);
    if (pin.isNegative() || pin.compareTo(LONGEST_PIN) > 0) {
      throw new Failure.Invalid(
          "pinSeconds", "pin.range", "pinSeconds must be from 0 to " + LONGEST_PIN.toSeconds());
    }
    return facts.write(tx -> {
      var now = timeline.now();
      BackupRows.require(tx, id);
      requireHeld(BackupRows.finish(tx, id, now, now.plus(pin)));
      var backup = BackupRows.require(tx, id);
      var data = Map.of("pinnedUntil", backup.pinnedUntil().toString());
      events.append(
          tx, actor.origin(), "backup.finished", null, "backup", id, JsonObject.of("data", data));
      return backup;
    });
  }

  /// Gives up one that is being made, or lets the bytes go that a finished one counts on.
  public void letGo(Principal actor, UUID id) {
    access.requireInstallationAdmin(actor);
    facts.write(tx -> {
      var now = timeline.now();
      BackupRows.require(tx, id);
      if (BackupRows.letGo(tx, id, now)) {
        events.append(tx, actor.origin(), "backup.let-go", null, "backup", id, JsonObject.empty());
      }
      return id;
    });
  }

  /// @throws Failure.Conflict `backup.lapsed` as [#run]
  public void require(Principal actor, UUID id) {
    access.requireInstallationAdmin(actor);
    requireHeld(facts.read(reading -> BackupRows.require(reading, id)).isHeld(timeline.now()));
  }

  boolean isHeld(UUID id) {
    Instant now = timeline.now();
    return facts.read(reading -> BackupRows.require(reading, id)).isHeld(now);
  }

  private static void requireHeld(boolean isHeld) {
    if (!isHeld) {
      throw new Failure.Conflict(
          "backup.lapsed",
          "the backup is finished, or nobody worked on it for an hour; begin another");
    }
  }
}
