// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Label;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;

/// The aliases of a collection, one of them, and where it pointed before.
public final class ReadAliases {
  private final Facts facts;
  private final Collections collections;
  private final AliasGuard guard;

  public ReadAliases(Facts facts, Collections collections, AliasGuard guard) {
    this.facts = facts;
    this.collections = collections;
    this.guard = guard;
  }

  /// In the order of their keys.
  public Page<AliasView> all(Principal actor, CollectionPath path, PageRequest page) {
    return facts.read(reading -> {
      var collection = collections.require(reading, actor, path, Permission.READ);
      var keys = guard.protectedKeys(reading, collection.namespace());
      return AliasRows.page(reading, collection.id(), keys, page);
    });
  }

  /// @throws Failure.NotFound if there is no such alias for the actor
  public AliasView one(Principal actor, CollectionPath path, Label alias) {
    return facts.read(reading -> {
      var collection = collections.require(reading, actor, path, Permission.READ);
      var keys = guard.protectedKeys(reading, collection.namespace());
      return AliasRows.find(reading, collection.id(), alias, keys)
          .orElseThrow(() -> new Failure.NotFound("alias '" + path + ":" + alias + "'"));
    });
  }

  /// Newest first; of an alias that was removed, too.
  public Page<AliasMove> history(
      Principal actor, CollectionPath path, Label alias, PageRequest page) {
    return facts.read(reading -> {
      var collection = collections.require(reading, actor, path, Permission.READ);
      return AliasRows.history(reading, collection.id(), alias, page);
    });
  }
}
