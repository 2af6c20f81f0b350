// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.access.Access;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import io.cairn.core.project.Projects;
import io.cairn.core.time.Timeline;

/// The runs of a project, newest first.
public final class ListRuns {
  /// A run may be large, so a page holds fewer of them than of other things.
  private static final int MAX_LIMIT = 200;

  private final Facts facts;
  private final Access access;
  private final Projects projects;
  private final Timeline timeline;

  public ListRuns(Facts facts, Access access, Projects projects, Timeline timeline) {
    this.facts = facts;
    this.access = access;
    this.projects = projects;
    this.timeline = timeline;
  }

  /// @throws Failure.NotFound if there is no such project that the actor may read
  public Page<Run> run(Principal actor, Name team, Name project, PageRequest page) {
    var bounded = new PageRequest(Math.min(page.limit(), MAX_LIMIT), page.after());
    return facts.read(reading -> {
      var space = access.require(reading, actor, NamespaceKind.TEAM, team, Permission.READ);
      var found = projects.require(reading, space, project);
      return Runs.page(reading, found.id(), bounded, timeline.now());
    });
  }
}
