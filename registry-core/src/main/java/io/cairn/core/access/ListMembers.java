// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;

/// Lists the members of a team or registry by name, for whoever may read it.
public final class ListMembers {
  private final Facts facts;
  private final Access access;

  public ListMembers(Facts facts, Access access) {
    this.facts = facts;
    this.access = access;
  }

  /// @throws Failure.NotFound if there is none of that kind and name that the actor may read
  public Page<Member> run(Principal actor, NamespaceKind kind, Name name, PageRequest page) {
    return facts.read(reading -> {
      var namespace = access.require(reading, actor, kind, name, Permission.READ);
      return Members.list(reading, namespace.id(), page);
    });
  }
}
