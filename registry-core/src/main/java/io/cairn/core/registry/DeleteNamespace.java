// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.registry;

import io.cairn.core.access.Access;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.NamespaceTombstones;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.Tombstones;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;

/// Deletes a team or a registry with all in it; its name is free at once. Its admins and
/// installation admins only. Links elsewhere to versions that were at home in it live on.
public final class DeleteNamespace {
  private final Facts facts;
  private final Access access;
  private final NamespaceTombstones namespaces;
  private final Tombstones collections;

  public DeleteNamespace(
      Facts facts, Access access, NamespaceTombstones namespaces, Tombstones collections) {
    this.facts = facts;
    this.access = access;
    this.namespaces = namespaces;
    this.collections = collections;
  }

  /// @throws Failure.Forbidden `team.admin` or `registry.admin`; `alias.protected` if a link in a
  ///   registry elsewhere to a version of it bears such an alias
  public void run(Principal actor, NamespaceKind kind, Name name) {
    facts.write(tx -> {
      var namespace = access.require(tx, actor, kind, name, Permission.ADMIN);
      collections.buryAll(tx, actor, namespace.id());
      namespaces.bury(tx, actor, namespace);
      return namespace;
    });
  }
}
