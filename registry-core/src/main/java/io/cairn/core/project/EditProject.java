// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.project;

import io.cairn.core.access.Access;
import io.cairn.core.access.Namespace;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Name;
import io.cairn.core.time.Timeline;
import java.util.Map;
import java.util.OptionalLong;
import org.jdbi.v3.core.JdbiException;

/// Renames a project or changes what is said of it. The old name leads here until it is taken.
public final class EditProject {
  private final Facts facts;
  private final Access access;
  private final Projects projects;
  private final Events events;
  private final Timeline timeline;

  public EditProject(
      Facts facts, Access access, Projects projects, Events events, Timeline timeline) {
    this.facts = facts;
    this.access = access;
    this.projects = projects;
    this.events = events;
    this.timeline = timeline;
  }

  /// @param expectedRevision if there, the edit is made only upon that revision
  /// @throws Failure.PreconditionFailed `revision.stale` if the project is at another revision
  /// @throws Failure.Conflict `project.taken` if another project has the name or title
  public Project run(
      Principal actor, Name team, Name project, ProjectEdit edit, OptionalLong expectedRevision) {
    try {
      return facts.write(tx -> {
        var space = access.require(tx, actor, NamespaceKind.TEAM, team, Permission.WRITE);
        return edit(tx, actor, space, project, edit, expectedRevision);
      });
    } catch (JdbiException e) {
      if (Facts.isUniqueViolation(e)) {
        throw new Failure.Conflict(
            "project.taken", "name or title is taken by another project of the team");
      }
      throw e;
    }
  }

  private Project edit(
      Tx tx,
      Principal actor,
      Namespace space,
      Name project,
      ProjectEdit edit,
      OptionalLong expectedRevision) {
    ProjectRows.lock(tx, projects.require(tx, space, project).id());
    var before = projects.require(tx, space, project);
    if (expectedRevision.isPresent() && expectedRevision.getAsLong() != before.revision()) {
      throw new Failure.PreconditionFailed(
          "revision.stale",
          "the project was changed since it was read; read it again",
          Long.toString(before.revision()));
    }
    var name = edit.name().orElse(before.name());
    var after =
        new Project(
            before.id(),
            before.team(),
            before.teamName(),
            name,
            edit.title().orElse(before.title()),
            edit.description().orElse(before.description()),
            before.revision() + 1,
            before.createdAt());
    ProjectRows.update(tx, after);
    if (!name.key().equals(before.name().key())) {
      FormerNames.take(tx, space.id().value(), name);
      FormerNames.release(
          tx, space.id().value(), before.name(), before.id().value(), timeline.now());
    }
    events.append(
        tx,
        actor.origin(),
        "project.updated",
        space.id().value(),
        "project",
        before.id().value(),
        JsonObject.of("data", Map.of("before", facts(before), "after", facts(after))));
    return after;
  }

  private static Map<String, Object> facts(Project project) {
    return Map.of(
        "name", project.name().text(),
        "title", project.title().map(Object::toString).orElse(""),
        "description", project.description());
  }
}
