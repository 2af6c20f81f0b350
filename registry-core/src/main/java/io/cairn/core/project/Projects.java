// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.project;

import io.cairn.core.access.Namespace;
import io.cairn.core.access.NamespaceId;
import io.cairn.core.access.Principal;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import io.cairn.core.time.Timeline;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Finds projects, and makes one at its first use. For use cases that stand in a project; they have
/// asked [io.cairn.core.access.Access] for the team before.
public final class Projects {
  private final Events events;
  private final Timeline timeline;

  public Projects(Events events, Timeline timeline) {
    this.events = events;
    this.timeline = timeline;
  }

  /// By name, or by a former name that nobody has taken.
  public Optional<Project> find(Reading reading, Namespace team, Name project) {
    return ProjectRows.byName(reading, team.id(), project)
        .or(() ->
            FormerNames.holder(reading, team.id().value(), project)
                .flatMap(id -> ProjectRows.byId(reading, new ProjectId(id))));
  }

  /// @throws Failure.NotFound if the team has no such project
  public Project require(Reading reading, Namespace team, Name project) {
    return find(reading, team, project).orElseThrow(() -> notFound(team, project));
  }

  private static Failure.NotFound notFound(Namespace team, Name project) {
    return new Failure.NotFound("project '" + team.name() + "/" + project + "'");
  }

  public Optional<Project> byId(Reading reading, ProjectId id) {
    return ProjectRows.byId(reading, id);
  }

  /// The project of that name, made now if there is none. Its row is locked until the transaction
  /// ends, so that what the caller puts into it can't outlive a deletion.
  ///
  /// @throws Failure.NotFound if somebody else deletes it meanwhile
  public Project findOrCreate(Tx tx, Principal actor, Namespace team, Name project) {
    var found = find(tx, team, project).filter(there -> ProjectRows.lock(tx, there.id()));
    if (found.isPresent()) {
      return found.get();
    }
    insert(tx, actor, team.id(), project, Optional.empty(), "");
    var made = require(tx, team, project);
    if (!ProjectRows.lock(tx, made.id())) {
      throw notFound(team, project);
    }
    return made;
  }

  /// Makes a project unless the name is taken; whether it was made.
  boolean insert(
      Tx tx,
      Principal actor,
      NamespaceId team,
      Name name,
      Optional<Title> title,
      String description) {
    var id = new ProjectId(timeline.newId());
    var now = timeline.now();
    if (!ProjectRows.insert(tx, id, team, name, title, description, actor.userId(), now)) {
      return false;
    }
    FormerNames.take(tx, team.value(), name);
    events.append(
        tx,
        actor.origin(),
        "project.created",
        team.value(),
        "project",
        id.value(),
        JsonObject.of("data", Map.of("name", name.text())));
    return true;
  }

  /// The deleted project of that name: the one of `id`, or without it the one deleted last.
  /// `restorableUntil` is not known here and is its deletion.
  public Optional<Deleted<Project>> deleted(
      Reading reading, Namespace team, Name name, Optional<UUID> id) {
    return ProjectRows.deleted(reading, team.id(), name, id)
        .map(tomb -> new Deleted<>(tomb.project(), tomb.deletedAt(), tomb.deletedAt()));
  }

  /// Whether a live project has that very name; a former name does not count.
  public boolean isHeld(Reading reading, NamespaceId team, Name name) {
    return ProjectRows.byName(reading, team, name).isPresent();
  }

  /// Holds the project's row until the transaction ends; false if it is deleted.
  public boolean lock(Tx tx, ProjectId id) {
    return ProjectRows.lock(tx, id);
  }

  /// Makes a deleted project live again; what went with it is the caller's to bring back, in this
  /// transaction. False if somebody else did it meanwhile.
  public boolean restore(Tx tx, Principal actor, Project project, Name name) {
    if (!ProjectRows.restore(tx, project.id(), name)) {
      return false;
    }
    FormerNames.take(tx, project.team().value(), name);
    events.append(
        tx,
        actor.origin(),
        "project.undeleted",
        project.team().value(),
        "project",
        project.id().value(),
        JsonObject.of("data", Map.of("name", name.text(), "was", project.name().text())));
    return true;
  }

  /// Makes the project a tombstone; what is in it is the caller's to bury, in this transaction.
  ///
  /// @throws Failure.NotFound if somebody else deleted it meanwhile
  public void tombstone(Tx tx, Principal actor, Project project) {
    if (!ProjectRows.lock(tx, project.id())) {
      throw new Failure.NotFound("project '" + project.name() + "'");
    }
    ProjectRows.tombstone(tx, project.id(), timeline.now());
    events.append(
        tx,
        actor.origin(),
        "project.deleted",
        project.team().value(),
        "project",
        project.id().value(),
        JsonObject.of("data", Map.of("name", project.name().text())));
  }
}
