// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.fact.Facts;

/// Tells the caller who it is: user, teams and registries with roles, and the scopes of its key.
public final class DescribeSelf {
  private final Facts facts;

  public DescribeSelf(Facts facts) {
    this.facts = facts;
  }

  public Self run(Principal actor) {
    return facts.read(reading ->
        new Self(
            Users.require(reading, actor.name()),
            Members.of(reading, actor.userId(), NamespaceKind.TEAM),
            Members.of(reading, actor.userId(), NamespaceKind.REGISTRY),
            actor.scopes()));
  }
}
