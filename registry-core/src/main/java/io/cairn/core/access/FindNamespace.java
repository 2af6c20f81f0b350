// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;

/// Finds a team or a registry by name.
public final class FindNamespace {
  private final Facts facts;
  private final Access access;

  public FindNamespace(Facts facts, Access access) {
    this.facts = facts;
    this.access = access;
  }

  /// @throws Failure.NotFound if there is none of that kind and name that the actor may read
  public Namespace run(Principal actor, NamespaceKind kind, Name name) {
    return facts.read(reading -> access.require(reading, actor, kind, name, Permission.READ));
  }
}
