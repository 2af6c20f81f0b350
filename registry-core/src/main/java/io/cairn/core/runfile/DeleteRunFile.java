// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.runfile;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.FilePath;
import io.cairn.core.run.RunDoor;
import io.cairn.core.run.RunPath;
import java.util.Map;

/// Takes a file out of a run. Its bytes go when nothing else holds them.
public final class DeleteRunFile {
  private final Facts facts;
  private final RunDoor door;
  private final Events events;

  public DeleteRunFile(Facts facts, RunDoor door, Events events) {
    this.facts = facts;
    this.door = door;
    this.events = events;
  }

  /// @throws Failure.NotFound if there is no such file that the actor may read
  public void run(Principal actor, RunPath path, FilePath file) {
    facts.<Boolean>write(tx -> {
      var entered = door.hold(tx, actor, path, Permission.WRITE);
      var run = entered.run();
      var before =
          RunFileRows.find(tx, run.id(), file)
              .orElseThrow(() -> new Failure.NotFound("file '" + file + "' of run '" + path + "'"));
      RunFileRows.delete(tx, run.id(), file);
      var data =
          Map.of(
              "path", run.path().toString(),
              "file", file.text(),
              "digest", before.digest().toString());
      events.append(
          tx,
          actor.origin(),
          "run.file-deleted",
          entered.team().id().value(),
          "run",
          run.id().value(),
          JsonObject.of("data", data));
      return true;
    });
  }
}
