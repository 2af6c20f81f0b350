// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.keep;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.DeleteVersion;
import io.cairn.core.artifact.VersionId;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.run.DeleteRun;
import io.cairn.core.run.RunDoor;
import io.cairn.core.run.RunPath;

/// Takes a run away, and with it the versions that it alone made: all of it or nothing. Versions
/// that another run made as well stay, for they are that one's, too; so do those that the actor may
/// not read.
public final class DeleteRunAndVersions {
  /// As many as one transaction may hold up others for.
  static final int MAX_VERSIONS = 10_000;

  private final Facts facts;
  private final RunDoor door;
  private final DeleteVersion deleteVersion;
  private final DeleteRun deleteRun;

  public DeleteRunAndVersions(
      Facts facts, RunDoor door, DeleteVersion deleteVersion, DeleteRun deleteRun) {
    this.facts = facts;
    this.door = door;
    this.deleteVersion = deleteVersion;
    this.deleteRun = deleteRun;
  }

  /// @return how many versions went with it
  /// @throws Failure.NotFound if there is no such run that the actor may read
  /// @throws Failure.Forbidden `alias.protected` if one of the versions, or a link to it, bears
  ///   such an alias; or if the actor may not write where one of them lies
  /// @throws Failure.Conflict `run.versions` if there are too many for one act
  public int run(Principal actor, RunPath path) {
    return facts.write(tx -> {
      var run = door.require(tx, actor, path, Permission.WRITE).run();
      var made = RunOutputRows.madeOnlyBy(tx, run.id(), MAX_VERSIONS + 1);
      if (made.size() > MAX_VERSIONS) {
        throw new Failure.Conflict(
            "run.versions",
            "the run made more than "
                + MAX_VERSIONS
                + " versions, too many for one act; delete versions by a query first");
      }
      var gone = 0;
      for (var version : made) {
        gone += deleteVersion.within(tx, actor, new VersionId(version)) ? 1 : 0;
      }
      deleteRun.within(tx, actor, path);
      return gone;
    });
  }
}
