// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.NamespaceId;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Reading;
import io.cairn.core.failure.Failure;
import java.util.Set;

/// Says which aliases are protected, and stops changes to them. Asked inside the transaction of
/// every change of an alias, membership, link or name, after the rights in the team or registry
/// were found to be enough.
public interface AliasGuard {
  /// Returns if the change may happen.
  ///
  /// @throws Failure.Forbidden with code `alias.protected` if it touches a protected alias and the
  ///   actor is no admin there
  void check(Reading reading, Principal who, AliasChange change);

  /// The keys ([io.cairn.core.name.Label#key()]) of the aliases that are protected in a team or
  /// registry.
  Set<String> protectedKeys(Reading reading, NamespaceId namespace);
}
