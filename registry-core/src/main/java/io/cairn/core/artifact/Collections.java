// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Access;
import io.cairn.core.access.Namespace;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.CollectionPath.InProject;
import io.cairn.core.name.CollectionPath.InRegistry;
import io.cairn.core.name.Name;
import io.cairn.core.name.Prose;
import io.cairn.core.name.Title;
import io.cairn.core.project.FormerNames;
import io.cairn.core.project.Project;
import io.cairn.core.project.ProjectId;
import io.cairn.core.project.Projects;
import io.cairn.core.time.Timeline;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Finds collections for those who may, and makes them. For use cases, within their transaction.
public final class Collections {
  private final Access access;
  private final Projects projects;
  private final Events events;
  private final Timeline timeline;

  public Collections(Access access, Projects projects, Events events, Timeline timeline) {
    this.access = access;
    this.projects = projects;
    this.events = events;
    this.timeline = timeline;
  }

  /// What a new collection starts with.
  public record Opening(Name type, Optional<Title> title, String description, String card) {
    public Opening {
      Prose.check("description", description);
      Prose.check("card", card);
    }

    public static Opening of(Name type) {
      return new Opening(type, Optional.empty(), "", "");
    }
  }

  /// The team or registry of a path, if the actor has the permission there.
  public Namespace namespace(
      Reading reading, Principal actor, CollectionPath path, Permission permission) {
    var kind =
        switch (path) {
          case InProject _ -> NamespaceKind.TEAM;
          case InRegistry _ -> NamespaceKind.REGISTRY;
        };
    return access.require(reading, actor, kind, path.namespace(), permission);
  }

  /// The collection of that path, or of that former name.
  ///
  /// @throws Failure.NotFound if there is none that the actor may read
  /// @throws Failure.Forbidden if the actor may read it but lacks the permission
  public Collection require(
      Reading reading, Principal actor, CollectionPath path, Permission permission) {
    return find(reading, namespace(reading, actor, path, permission), path)
        .orElseThrow(() -> new Failure.NotFound("collection '" + path + "'"));
  }

  /// Within a namespace that the caller has asked [Access] for.
  Optional<Collection> find(Reading reading, Namespace space, CollectionPath path) {
    return parent(reading, space, path).flatMap(parent -> inParent(reading, parent, path.leaf()));
  }

  /// Whether a live collection has that very name; a former name does not count.
  boolean isHeld(Reading reading, UUID parentId, Name name) {
    return CollectionRows.byName(reading, parentId, name).isPresent();
  }

  /// The live collection of that identity.
  public Optional<Collection> byId(Reading reading, CollectionId id) {
    return CollectionRows.byId(reading, id);
  }

  /// The collection of that path, made now, with its project, if there is none. Needs `WRITE`.
  ///
  /// @throws Failure.Conflict `collection.type` if it is there with another type
  public Collection findOrCreate(Tx tx, Principal actor, CollectionPath path, Opening opening) {
    var space = namespace(tx, actor, path, Permission.WRITE);
    var found = find(tx, space, path);
    var collection =
        found
            .or(() -> create(tx, actor, space, path, opening))
            // On PostgreSQL another transaction may have made it since it was looked for.
            .or(() -> find(tx, space, path))
            .orElseThrow(() -> taken(path));
    if (!collection.type().key().equals(opening.type().key())) {
      throw new Failure.Conflict(
          "collection.type",
          "type of '" + path + "' is '" + collection.type() + "' and stays so; use another name",
          collection.type().text());
    }
    return collection;
  }

  /// Empty if the name or title is taken.
  Optional<Collection> create(
      Tx tx, Principal actor, Namespace space, CollectionPath path, Opening opening) {
    var project =
        switch (path) {
          case InProject p ->
              Optional.of(projects.findOrCreate(tx, actor, space, p.project()).id());
          case InRegistry _ -> {
            AcceptedTypes.require(tx, space.id(), opening.type());
            yield Optional.<ProjectId>empty();
          }
        };
    var row =
        new CollectionRows.New(
            new CollectionId(timeline.newId()),
            space.id(),
            project,
            path.leaf(),
            opening.type(),
            opening.title(),
            opening.description(),
            opening.card());
    if (!CollectionRows.insert(tx, row, actor.userId(), timeline.now())) {
      return Optional.empty();
    }
    FormerNames.take(tx, row.parentId(), path.leaf());
    events.append(
        tx,
        actor.origin(),
        "collection.created",
        space.id().value(),
        "collection",
        row.id().value(),
        JsonObject.of("data", Map.of("path", path.toString(), "type", opening.type().text())));
    return CollectionRows.byId(tx, row.id());
  }

  static Failure.Conflict taken(CollectionPath path) {
    return new Failure.Conflict(
        "collection.taken",
        "name or title is taken: another collection there has it; asked for '" + path + "'",
        path.toString());
  }

  /// The project or registry in which the names of collections are unique.
  Optional<UUID> parent(Reading reading, Namespace space, CollectionPath path) {
    return switch (path) {
      case InProject p ->
          projects.find(reading, space, p.project()).map(Project::id).map(id -> id.value());
      case InRegistry _ -> Optional.of(space.id().value());
    };
  }

  private static Optional<Collection> inParent(Reading reading, UUID parentId, Name name) {
    return CollectionRows.byName(reading, parentId, name)
        .or(() ->
            FormerNames.holder(reading, parentId, name)
                .flatMap(id -> CollectionRows.byId(reading, new CollectionId(id))));
  }

  /// Holds a collection still until the transaction ends.
  ///
  /// @return whether it lives
  public boolean hold(Tx tx, CollectionId id) {
    return CollectionRows.lock(tx, id);
  }
}
