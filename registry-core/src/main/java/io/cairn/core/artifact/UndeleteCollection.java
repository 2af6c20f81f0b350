// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Name;
import io.cairn.core.project.ProjectId;
import io.cairn.core.project.Projects;
import io.cairn.core.time.Timeline;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.JdbiException;

/// Brings a deleted collection or registered model back, as it was: the versions and links that
/// went with it, its aliases where they were. What had been deleted out of it before stays deleted.
public final class UndeleteCollection {
  private final Facts facts;
  private final Collections collections;
  private final Projects projects;
  private final Restoration restoration;
  private final Timeline timeline;
  private final Duration window;

  /// @param window for how long after its deletion it may come back
  public UndeleteCollection(
      Facts facts,
      Collections collections,
      Projects projects,
      AliasMoves aliases,
      Events events,
      Timeline timeline,
      Duration window) {
    this.facts = facts;
    this.collections = collections;
    this.projects = projects;
    this.restoration = new Restoration(aliases, events);
    this.timeline = timeline;
    this.window = window;
  }

  /// @param path by the name that it had
  /// @param id which one, if several of that name were deleted; without it the last
  /// @param as its name from now on, if another one has the old by now
  public record Command(CollectionPath path, Optional<UUID> id, Optional<Name> as) {}

  /// Changes nothing if it lives.
  ///
  /// @throws Failure.NotFound if none of that name was deleted, or not for the actor
  /// @throws Failure.Gone `collection.window-over`
  /// @throws Failure.Conflict `collection.taken` if another has its name or title by now
  /// @throws Failure.Forbidden `alias.protected` if such an alias would come back with it
  public Collection run(Principal actor, Command command) {
    try {
      return facts.write(tx -> undelete(tx, actor, command));
    } catch (JdbiException e) {
      if (Facts.isUniqueViolation(e)) {
        throw taken(command);
      }
      throw e;
    }
  }

  private Collection undelete(Tx tx, Principal actor, Command command) {
    var path = command.path();
    var space = collections.namespace(tx, actor, path, Permission.WRITE);
    var parent = collections.parent(tx, space, path);
    if (parent.isEmpty() || !holdStill(tx, path, parent.get())) {
      throw notFound(path);
    }
    var found = DeletedCollections.find(tx, parent.get(), path.leaf(), command.id());
    var living = collections.find(tx, space, path);
    if (found.isEmpty()) {
      return living
          .filter(there -> command.id().filter(id -> !id.equals(there.id().value())).isEmpty())
          .orElseThrow(() -> notFound(path));
    }
    var tomb = found.get();
    var until = tomb.deletedAt().plus(window);
    if (timeline.now().isAfter(until)) {
      throw new Failure.Gone(
          "collection.window-over", "'" + path + "' could be brought back until " + until);
    }
    var name = command.as().orElse(tomb.collection().path().leaf());
    if (collections.isHeld(tx, parent.get(), name)) {
      throw taken(command);
    }
    restoration.restore(tx, actor, tomb, name);
    return collections.byId(tx, tomb.collection().id()).orElseThrow(() -> notFound(path));
  }

  /// So that the project is not deleted meanwhile.
  private boolean holdStill(Tx tx, CollectionPath path, UUID parent) {
    return switch (path) {
      case CollectionPath.InProject _ -> projects.lock(tx, new ProjectId(parent));
      case CollectionPath.InRegistry _ -> true;
    };
  }

  private static Failure.NotFound notFound(CollectionPath path) {
    return new Failure.NotFound("a deleted collection '" + path + "'");
  }

  private static Failure.Conflict taken(Command command) {
    return new Failure.Conflict(
        "collection.taken",
        "another collection there has the name or title of '"
            + command.path()
            + "' by now; bring it back under another name",
        command.as().map(Name::text).orElse(command.path().leaf().text()));
  }
}
