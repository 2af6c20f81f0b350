// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.registry;

import io.cairn.core.access.Namespace;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.NamespaceTombstones;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import io.cairn.core.project.Deleted;
import java.time.Duration;

/// The deleted teams or registries that the actor was an admin of, newest first; all of them for an
/// installation admin.
public final class ListDeletedNamespaces {
  private final Facts facts;
  private final NamespaceTombstones namespaces;
  private final Duration window;

  /// @param window for how long after its deletion one may come back
  public ListDeletedNamespaces(Facts facts, NamespaceTombstones namespaces, Duration window) {
    this.facts = facts;
    this.namespaces = namespaces;
    this.window = window;
  }

  public Page<Deleted<Namespace>> run(Principal actor, NamespaceKind kind, PageRequest page) {
    return facts.read(reading ->
        namespaces
            .page(reading, actor, kind, page)
            .map(tomb ->
                new Deleted<>(tomb.namespace(), tomb.deletedAt(), tomb.deletedAt().plus(window))));
  }
}
