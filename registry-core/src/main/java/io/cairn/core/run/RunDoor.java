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
import java.time.Instant;
import java.util.List;

/// Finds a run for somebody who may do what is asked: the first step of each use case on a run,
/// here and in nouns above.
public final class RunDoor {
  private final Access access;
  private final Projects projects;
  private final Heartbeats heartbeats;

  public RunDoor(Access access, Projects projects, Heartbeats heartbeats) {
    this.access = access;
    this.projects = projects;
    this.heartbeats = heartbeats;
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
            .flatMap(
                found -> Runs.byName(reading, found.id(), path.run(), heartbeats.silentSince()))
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

  /// The runs of these numbers that are not deleted, in their order. Asks nobody's rights: for
  /// nouns above, which did.
  public List<Run> bySeq(Reading reading, List<Long> seqs) {
    var found = Runs.bySeq(reading, seqs, heartbeats.silentSince());
    return seqs.stream().filter(found::containsKey).map(found::get).toList();
  }

  /// A run that was last heard of before that, and has not ended, is silent.
  public Instant silentSince() {
    return heartbeats.silentSince();
  }

  static Failure.NotFound notFound(RunPath path) {
    return new Failure.NotFound("run '" + path + "'");
  }
}
