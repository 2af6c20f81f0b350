// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Access;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import io.cairn.core.project.Projects;

/// Deletes a project with all its collections and runs; its name is free at once. Needs an admin of
/// the team.
public final class DeleteProject {
  private final Facts facts;
  private final Access access;
  private final Projects projects;
  private final Tombstones tombstones;

  public DeleteProject(Facts facts, Access access, Projects projects, Tombstones tombstones) {
    this.facts = facts;
    this.access = access;
    this.projects = projects;
    this.tombstones = tombstones;
  }

  /// @throws Failure.Forbidden `alias.protected` if a link to one of its versions bears such an
  ///   alias
  public void run(Principal actor, Name team, Name project) {
    facts.write(tx -> {
      var space = access.require(tx, actor, NamespaceKind.TEAM, team, Permission.ADMIN);
      var found = projects.require(tx, space, project);
      projects.tombstone(tx, actor, found);
      for (var id : CollectionRows.inProject(tx, found.id())) {
        CollectionRows.byId(tx, id)
            .ifPresent(c -> tombstones.bury(tx, actor, c, found.id().value()));
      }
      return found;
    });
  }
}
