// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.registry;

import io.cairn.core.access.Access;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;

/// Lists the protected aliases of a registry, for whoever may read it.
public final class ListProtectedAliases {
  private final Facts facts;
  private final Access access;

  public ListProtectedAliases(Facts facts, Access access) {
    this.facts = facts;
    this.access = access;
  }

  /// @throws Failure.NotFound if there is no such registry that the actor may read
  public Page<ProtectedAlias> run(Principal actor, Name registry, PageRequest page) {
    return facts.read(reading -> {
      var found = access.require(reading, actor, NamespaceKind.REGISTRY, registry, Permission.READ);
      return ProtectedAliases.list(reading, found.id(), page);
    });
  }
}
