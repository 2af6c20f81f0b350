// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.NamespaceId;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.AliasChange.Verb;
import io.cairn.core.artifact.AliasMoves.Scene;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.CollectionPath.InProject;
import io.cairn.core.name.CollectionPath.InRegistry;
import io.cairn.core.name.Name;
import io.cairn.core.project.FormerNames;
import java.util.Map;

/// Brings deleted collections back, with the versions, links and aliases that went with them.
public final class Restoration {
  private final AliasMoves aliases;
  private final Events events;

  public Restoration(AliasMoves aliases, Events events) {
    this.aliases = aliases;
    this.events = events;
  }

  /// All that went with a team or registry, which lives again by now.
  ///
  /// @throws Failure.Forbidden `alias.protected` if such an alias would come back with them
  public void restoreAll(Tx tx, Principal actor, NamespaceId namespace) {
    for (var tomb : DeletedCollections.takenWith(tx, namespace)) {
      restore(tx, actor, tomb, tomb.collection().path().leaf());
    }
  }

  /// False if somebody else brought it back meanwhile.
  boolean restore(Tx tx, Principal actor, DeletedCollections.Tomb tomb, Name name) {
    var collection = tomb.collection();
    var scene = new Scene(collection.namespace(), collection.id());
    aliases.checkGuard(
        tx, actor, scene, AliasRows.inCollection(tx, collection.id()), Verb.UNDELETE_COLLECTION);
    if (!DeletedCollections.restore(tx, tomb, name)) {
      return false;
    }
    FormerNames.take(tx, collection.parentId(), name);
    CollectionPath path =
        switch (collection.path()) {
          case InProject(var team, var project, _) -> new InProject(team, project, name);
          case InRegistry(var registry, _) -> new InRegistry(registry, name);
        };
    events.append(
        tx,
        actor.origin(),
        "collection.undeleted",
        collection.namespace().value(),
        "collection",
        collection.id().value(),
        JsonObject.of(
            "data", Map.of("path", path.toString(), "was", collection.path().toString())));
    return true;
  }
}
