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
import io.cairn.core.name.Selector;
import io.cairn.core.time.Timeline;
import java.util.Map;

/// Protects an alias name in a registry. Its admins and installation admins only. Who holds the
/// alias keeps it, guarded from now on.
public final class ProtectAlias {
  private final Facts facts;
  private final Access access;
  private final Events events;
  private final Timeline timeline;

  public ProtectAlias(Facts facts, Access access, Events events, Timeline timeline) {
    this.facts = facts;
    this.access = access;
    this.events = events;
    this.timeline = timeline;
  }

  /// Whether it was not protected before; protecting it again changes nothing.
  ///
  /// @throws Failure.Forbidden `registry.admin`
  /// @throws Failure.Invalid for `latest`, which the system moves
  public boolean run(Principal actor, Name registry, Label alias) {
    return facts.write(tx -> {
      var found = access.require(tx, actor, NamespaceKind.REGISTRY, registry, Permission.ADMIN);
      if (alias.key().equals(Selector.LATEST.key())) {
        throw new Failure.Invalid(
            "alias", "alias.system", "'latest' is kept by the system and can't be protected");
      }
      ProtectedAliases.lock(tx, found.id());
      var isNew = ProtectedAliases.insert(tx, found.id(), alias, actor.userId(), timeline.now());
      if (isNew) {
        events.append(
            tx,
            actor.origin(),
            "registry.alias-protected",
            found.id().value(),
            "registry",
            found.id().value(),
            JsonObject.of("data", Map.of("alias", alias.text())));
      }
      return isNew;
    });
  }
}
