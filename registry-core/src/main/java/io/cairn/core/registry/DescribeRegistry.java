// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.registry;

import io.cairn.core.access.Access;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.name.Name;

/// A registry with what it says of itself.
public final class DescribeRegistry {
  private final Facts facts;
  private final Access access;

  public DescribeRegistry(Facts facts, Access access) {
    this.facts = facts;
    this.access = access;
  }

  /// @throws io.cairn.core.failure.Failure.NotFound if there is none that the actor may read
  public RegistryView run(Principal actor, Name registry) {
    return facts.read(reading ->
        RegistryProfiles.of(
            reading,
            access.require(reading, actor, NamespaceKind.REGISTRY, registry, Permission.READ)));
  }
}
