// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Access;
import io.cairn.core.access.Namespace;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import io.cairn.core.project.Project;
import io.cairn.core.project.Projects;
import io.cairn.core.time.Timeline;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.JdbiException;

/// Brings a deleted project back, with its runs and the collections that went with it. Needs an
/// admin of the team, as its deletion does.
public final class UndeleteProject {
  private final Facts facts;
  private final Access access;
  private final Projects projects;
  private final Restoration restoration;
  private final Timeline timeline;
  private final Duration window;

  /// @param window for how long after its deletion it may come back
  public UndeleteProject(
      Facts facts,
      Access access,
      Projects projects,
      AliasMoves aliases,
      Events events,
      Timeline timeline,
      Duration window) {
    this.facts = facts;
    this.access = access;
    this.projects = projects;
    this.restoration = new Restoration(aliases, events);
    this.timeline = timeline;
    this.window = window;
  }

  /// @param project the name that it had
  /// @param id which one, if several of that name were deleted; without it the last
  /// @param as its name from now on, if another one has the old by now
  public record Command(Name team, Name project, Optional<UUID> id, Optional<Name> as) {}

  /// Changes nothing if it lives.
  ///
  /// @throws Failure.NotFound if none of that name was deleted, or not for the actor
  /// @throws Failure.Gone `project.window-over`
  /// @throws Failure.Conflict `project.taken` if another has its name or title by now
  public Project run(Principal actor, Command command) {
    try {
      return facts.write(tx -> {
        var team = access.require(tx, actor, NamespaceKind.TEAM, command.team(), Permission.ADMIN);
        return undelete(tx, actor, team, command);
      });
    } catch (JdbiException e) {
      if (Facts.isUniqueViolation(e)) {
        throw taken(command);
      }
      throw e;
    }
  }

  private Project undelete(Tx tx, Principal actor, Namespace team, Command command) {
    var found = projects.deleted(tx, team, command.project(), command.id());
    if (found.isEmpty()) {
      var living = projects.require(tx, team, command.project());
      if (command.id().filter(id -> !id.equals(living.id().value())).isPresent()) {
        throw new Failure.NotFound("the deleted project asked for");
      }
      return living;
    }
    var tomb = found.get();
    var until = tomb.deletedAt().plus(window);
    if (timeline.now().isAfter(until)) {
      throw new Failure.Gone(
          "project.window-over",
          "'" + tomb.what().path() + "' could be brought back until " + until);
    }
    var name = command.as().orElse(tomb.what().name());
    if (projects.isHeld(tx, team.id(), name)) {
      throw taken(command);
    }
    var id = tomb.what().id();
    if (projects.restore(tx, actor, tomb.what(), name)) {
      for (var taken : DeletedCollections.takenWith(tx, id.value(), id.value())) {
        restoration.restore(tx, actor, taken, taken.collection().path().leaf());
      }
    }
    return projects.byId(tx, id).orElseThrow();
  }

  private static Failure.Conflict taken(Command command) {
    return new Failure.Conflict(
        "project.taken",
        "another project of the team has the name or title of '"
            + command.project()
            + "' by now; bring it back under another name",
        command.as().orElse(command.project()).text());
  }
}
