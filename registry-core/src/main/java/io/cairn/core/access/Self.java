// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.name.Name;
import java.util.List;
import java.util.Set;

/// What a caller is told of itself.
public record Self(
    User user, List<Belonging> teams, List<Belonging> registries, Set<Scope> scopes) {
  public Self {
    teams = List.copyOf(teams);
    registries = List.copyOf(registries);
    scopes = Set.copyOf(scopes);
  }

  /// A team or registry, and the role there.
  public record Belonging(Name namespace, Role role) {}
}
