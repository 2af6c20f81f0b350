// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.name.Name;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What is kept of an API key, and all that can be shown after it was made.
///
/// @param prefix its first 10 characters
/// @param lastFour its last 4 characters
/// @param lastUsedAt correct to about a minute
public record Key(
    KeyId id,
    Name user,
    String name,
    String prefix,
    String lastFour,
    Set<Scope> scopes,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<Instant> lastUsedAt,
    Optional<Instant> revokedAt) {
  public Key {
    scopes = Set.copyOf(scopes);
  }
}
