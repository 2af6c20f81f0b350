// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.util.Optional;

/// Lists a user's keys, newest first, without what would let anyone use them.
public final class ListKeys {
  private final Facts facts;
  private final Access access;

  public ListKeys(Facts facts, Access access) {
    this.facts = facts;
    this.access = access;
  }

  /// @param user empty for the actor's own keys
  /// @throws Failure.Forbidden for another's keys, unless the actor is installation admin or
  ///   auditor
  public Page<Key> run(Principal actor, Optional<Name> user, PageRequest page) {
    var name = user.orElse(actor.name());
    if (!name.key().equals(actor.name().key())) {
      access.requireInstallation(actor, InstallationRole.ADMIN, InstallationRole.AUDITOR);
    }
    return facts.read(reading -> Keys.ofUser(reading, Users.require(reading, name).id(), page));
  }
}
