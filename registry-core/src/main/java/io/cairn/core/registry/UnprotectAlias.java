// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.registry;

import io.cairn.core.access.Access;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import java.util.Map;

/// Lets an alias name of a registry be moved by every member again. Its admins and installation
/// admins only.
public final class UnprotectAlias {
  private final Facts facts;
  private final Access access;
  private final Events events;

  public UnprotectAlias(Facts facts, Access access, Events events) {
    this.facts = facts;
    this.access = access;
    this.events = events;
  }

  /// @throws Failure.Forbidden `registry.admin`
  /// @throws Failure.NotFound if the alias is not protected there
  public void run(Principal actor, Name registry, Label alias) {
    facts.write(tx -> {
      var found = access.require(tx, actor, NamespaceKind.REGISTRY, registry, Permission.ADMIN);
      if (!ProtectedAliases.delete(tx, found.id(), alias)) {
        throw new Failure.NotFound("a protected alias '" + alias + "'");
      }
      events.append(
          tx,
          actor.origin(),
          "registry.alias-unprotected",
          found.id().value(),
          "registry",
          found.id().value(),
          JsonObject.of("data", Map.of("alias", alias.text())));
      return found;
    });
  }
}
