// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.project;

import io.cairn.core.access.Access;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.name.Name;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;

/// The projects of a team, newest first.
public final class ListProjects {
  private final Facts facts;
  private final Access access;

  public ListProjects(Facts facts, Access access) {
    this.facts = facts;
    this.access = access;
  }

  public Page<Project> run(Principal actor, Name team, PageRequest page) {
    return facts.read(reading -> {
      var space = access.require(reading, actor, NamespaceKind.TEAM, team, Permission.READ);
      return ProjectRows.page(reading, space.id(), page);
    });
  }
}
