// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.project;

import io.cairn.core.access.Access;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import io.cairn.core.name.Prose;
import io.cairn.core.name.Title;
import java.util.Optional;

/// Makes a project in a team. The first log or run of a name makes it too.
public final class CreateProject {
  private final Facts facts;
  private final Access access;
  private final Projects projects;

  public CreateProject(Facts facts, Access access, Projects projects) {
    this.facts = facts;
    this.access = access;
    this.projects = projects;
  }

  /// @throws Failure.Conflict `project.taken` if the team has a project of that name or title
  public Project run(
      Principal actor, Name team, Name name, Optional<Title> title, String description) {
    Prose.check("description", description);
    return facts.write(tx -> {
      var space = access.require(tx, actor, NamespaceKind.TEAM, team, Permission.WRITE);
      if (!projects.insert(tx, actor, space.id(), name, title, description)) {
        throw new Failure.Conflict(
            "project.taken",
            "name or title is taken: the team has a project '" + name + "', or one so titled",
            space.name() + "/" + name);
      }
      return projects.require(tx, space, name);
    });
  }
}
