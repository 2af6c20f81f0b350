// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.access.Access;
import io.cairn.core.access.Namespace;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.project.Projects;
import io.cairn.core.time.Timeline;

/// Finds a run for somebody who may do what is asked: the first step of each use case on a run,
/// here and in nouns above.
public final class RunDoor {
  private final Access access;
  private final Projects projects;
  private final Timeline timeline;

  public RunDoor(Access access, Projects projects, Timeline timeline) {
    this.access = access;
    this.projects = projects;
    this.timeline = timeline;
  }

  /// A run and the team that it belongs to.
  public record Entered(Namespace team, Run run) {}

  /// @throws Failure.NotFound if there is no such run, or none that the actor may read
  /// @throws Failure.Forbidden if the actor may read it but lacks the permission
  public Entered require(Reading reading, Principal actor, RunPath path, Permission permission) {
    var team = access.require(reading, actor, NamespaceKind.TEAM, path.team(), permission);
    var run =
        projects
            .find(reading, team, path.project())
            .flatMap(found -> Runs.byName(reading, found.id(), path.run(), timeline.now()))
            .filter(found -> !found.isDeleted())
            .orElseThrow(() -> notFound(path));
    return new Entered(team, run.run());
  }

  /// As [#require], and the run's row is locked until the transaction ends: what it says then is
  /// what it said to the last who wrote it.
  public Entered hold(Tx tx, Principal actor, RunPath path, Permission permission) {
    if (!Runs.lock(tx, require(tx, actor, path, permission).run().id())) {
      throw notFound(path);
    }
    return require(tx, actor, path, permission);
  }

  static Failure.NotFound notFound(RunPath path) {
    return new Failure.NotFound("run '" + path + "'");
  }
}
