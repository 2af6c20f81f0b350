// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.backup;

import io.cairn.core.access.Access;
import io.cairn.core.access.Principal;
import io.cairn.core.content.Removals;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.time.Timeline;
import java.time.Duration;
import java.util.Optional;

/// Begins a backup: from here on no bytes go. Whoever makes it takes a copy of the facts after
/// this, then reads the list of blobs, then the bytes; so all that the facts name is there.
public final class BeginBackup {
  /// How long bytes are held for somebody who does not say any more that he is there.
  public static final Duration HOLD = Duration.ofHours(1);

  private final Facts facts;
  private final Access access;
  private final Events events;
  private final Timeline timeline;

  public BeginBackup(Facts facts, Access access, Events events, Timeline timeline) {
    this.facts = facts;
    this.access = access;
    this.events = events;
    this.timeline = timeline;
  }

  /// @throws Failure.Forbidden `installation.admin`
  public Backup run(Principal actor) {
    access.requireInstallationAdmin(actor);
    return facts.write(tx -> {
      // What somebody is just about to remove, goes before; all others see the backup.
      Removals.exclude(tx);
      var now = timeline.now();
      var backup =
          new Backup(
              timeline.newId(), now, actor.userId().value(), Optional.empty(), now.plus(HOLD));
      BackupRows.insert(tx, backup);
      events.append(
          tx, actor.origin(), "backup.started", null, "backup", backup.id(), JsonObject.empty());
      return backup;
    });
  }
}
