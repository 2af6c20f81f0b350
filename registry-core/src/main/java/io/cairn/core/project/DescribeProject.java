// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.project;

import io.cairn.core.access.Access;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;

/// One project of a team.
public final class DescribeProject {
  private final Facts facts;
  private final Access access;
  private final Projects projects;

  public DescribeProject(Facts facts, Access access, Projects projects) {
    this.facts = facts;
    this.access = access;
    this.projects = projects;
  }

  /// @throws Failure.NotFound if there is none that the actor may read
  public Project run(Principal actor, Name team, Name project) {
    return facts.read(reading -> {
      var space = access.require(reading, actor, NamespaceKind.TEAM, team, Permission.READ);
      return projects.require(reading, space, project);
    });
  }
}
