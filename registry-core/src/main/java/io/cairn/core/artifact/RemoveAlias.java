// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.AliasMoves.Scene;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Label;
import java.util.Set;

/// Takes an alias away; its history stays.
public final class RemoveAlias {
  private final Facts facts;
  private final Collections collections;
  private final AliasMoves aliases;

  public RemoveAlias(Facts facts, Collections collections, AliasMoves aliases) {
    this.facts = facts;
    this.collections = collections;
    this.aliases = aliases;
  }

  /// @throws Failure.NotFound if there is no such alias for the actor
  /// @throws Failure.Forbidden `alias.protected`
  /// @throws Failure.Conflict `alias.expected` if it is not where `expected` says
  public void run(
      Principal actor, CollectionPath path, Label alias, AliasExpectation expected, String reason) {
    AliasMoves.requireUserAlias(alias);
    facts.write(tx -> {
      var collection = collections.require(tx, actor, path, Permission.WRITE);
      if (!CollectionRows.lock(tx, collection.id())) {
        throw new Failure.NotFound("collection '" + path + "'");
      }
      var present = AliasRows.find(tx, collection.id(), alias, Set.of());
      if (present.isEmpty()) {
        throw new Failure.NotFound("alias '" + path + ":" + alias + "'");
      }
      expected.check(alias, present);
      var scene = new Scene(collection.namespace(), collection.id());
      aliases.remove(tx, actor, scene, alias, reason);
      return collection;
    });
  }
}
