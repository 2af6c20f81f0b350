// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.fact.Facts;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;

/// Lists the teams or the registries that the actor may read, in order of creation.
public final class ListNamespaces {
  private final Facts facts;
  private final Access access;

  public ListNamespaces(Facts facts, Access access) {
    this.facts = facts;
    this.access = access;
  }

  public Page<Namespace> run(Principal actor, NamespaceKind kind, PageRequest page) {
    return facts.read(reading -> Namespaces.list(reading, access.readable(actor), kind, page));
  }
}
