// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.NamespaceId;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.AliasChange.Verb;
import io.cairn.core.artifact.AliasMoves.Scene;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Tx;
import io.cairn.core.json.JsonObject;
import io.cairn.core.time.Timeline;
import java.util.Map;
import java.util.UUID;

/// Makes a whole collection a tombstone, with all in it. Links elsewhere to its versions live on.
public final class Tombstones {
  private final AliasMoves aliases;
  private final Events events;
  private final Timeline timeline;

  public Tombstones(AliasMoves aliases, Events events, Timeline timeline) {
    this.aliases = aliases;
    this.events = events;
    this.timeline = timeline;
  }

  /// Buries every collection of a team or registry.
  public void buryAll(Tx tx, Principal actor, NamespaceId namespace) {
    for (var id : CollectionRows.inNamespace(tx, namespace)) {
      CollectionRows.byId(tx, id)
          .ifPresent(collection -> bury(tx, actor, collection, namespace.value()));
    }
  }

  /// @param with what is deleted: the collection itself, or what it lies in; its undelete brings
  ///   the collection back
  void bury(Tx tx, Principal actor, Collection collection, UUID with) {
    var scene = new Scene(collection.namespace(), collection.id());
    if (!CollectionRows.lock(tx, collection.id())) {
      // Somebody else buried it meanwhile, and told of it.
      return;
    }
    HomeRows.linkedIn(tx, collection.id()).forEach(id -> CollectionRows.lock(tx, id));
    aliases.checkGuard(
        tx, actor, scene, AliasRows.inCollection(tx, collection.id()), Verb.DELETE_COLLECTION);
    AliasRows.onLinks(tx, collection.id())
        .forEach((bearer, borne) ->
            aliases.checkGuard(
                tx,
                actor,
                new Scene(bearer.namespace(), bearer.collection()),
                borne,
                Verb.DELETE_SOURCE));
    var now = timeline.now();
    MembershipRows.tombstoneAll(tx, collection.id(), now);
    CollectionRows.tombstone(tx, collection.id(), with, now);
    events.append(
        tx,
        actor.origin(),
        "collection.deleted",
        collection.namespace().value(),
        "collection",
        collection.id().value(),
        JsonObject.of("data", Map.of("path", collection.path().toString())));
  }
}
