// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.event.Events;
import io.cairn.core.name.Name;
import java.util.Optional;
import java.util.Set;

/// The authenticated caller: an active user, and the key through which it came.
///
/// @param role as of authentication, at most five seconds ago; roles in teams and registries are
///   asked anew by [Access]
/// @param keyId empty where no API key was used
public record Principal(
    UserId userId, Name name, InstallationRole role, Optional<KeyId> keyId, Set<Scope> scopes) {
  public Principal {
    scopes = Set.copyOf(scopes);
  }

  /// What the events of this call say of who did it.
  public Events.Origin origin() {
    return new Events.Origin(userId.value(), keyId.map(KeyId::value).orElse(null));
  }
}
