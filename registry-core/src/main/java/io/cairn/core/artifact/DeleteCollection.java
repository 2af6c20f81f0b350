// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.CollectionPath;
import java.util.OptionalLong;

/// Deletes a collection with all its versions; its name is free at once.
public final class DeleteCollection {
  private final Facts facts;
  private final Collections collections;
  private final Tombstones tombstones;

  public DeleteCollection(Facts facts, Collections collections, Tombstones tombstones) {
    this.facts = facts;
    this.collections = collections;
    this.tombstones = tombstones;
  }

  /// @param expectedRevision if there, it is deleted only at that revision
  /// @throws Failure.Forbidden `alias.protected` if it, or a link to one of its versions, bears
  ///   such an alias
  /// @throws Failure.PreconditionFailed `revision.stale`
  public void run(Principal actor, CollectionPath path, OptionalLong expectedRevision) {
    facts.write(tx -> {
      var found = collections.require(tx, actor, path, Permission.WRITE);
      CollectionRows.lock(tx, found.id());
      // Only now, that nobody else's change can come between.
      var collection =
          collections
              .byId(tx, found.id())
              .orElseThrow(() -> new Failure.NotFound("collection '" + path + "'"));
      if (expectedRevision.isPresent() && expectedRevision.getAsLong() != collection.revision()) {
        throw new Failure.PreconditionFailed(
            "revision.stale",
            "the collection was changed since it was read; read it again",
            Long.toString(collection.revision()));
      }
      tombstones.bury(tx, actor, collection, collection.id().value());
      return collection;
    });
  }
}
