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
import java.time.Duration;

/// The deleted projects of a team, newest first.
public final class ListDeletedProjects {
  private final Facts facts;
  private final Access access;
  private final Duration window;

  /// @param window for how long after its deletion a project may come back
  public ListDeletedProjects(Facts facts, Access access, Duration window) {
    this.facts = facts;
    this.access = access;
    this.window = window;
  }

  public Page<Deleted<Project>> run(Principal actor, Name team, PageRequest page) {
    return facts.read(reading -> {
      var space = access.require(reading, actor, NamespaceKind.TEAM, team, Permission.READ);
      return ProjectRows.deletedPage(reading, space.id(), page)
          .map(tomb ->
              new Deleted<>(tomb.project(), tomb.deletedAt(), tomb.deletedAt().plus(window)));
    });
  }
}
