// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.keep;

import java.time.Instant;
import java.util.UUID;

/// A rule in its place.
///
/// @param scope a team or registry, or a collection in one, as a path
/// @param scopeId of the collection, or of the team or registry
/// @param setBy name of the user
public record SetRule(
    UUID id,
    String scope,
    UUID namespaceId,
    UUID scopeId,
    KeepRule rule,
    Instant setAt,
    String setBy) {
  /// Whether it is for all collections of a team or registry that have none of their own.
  public boolean isForAll() {
    return namespaceId.equals(scopeId);
  }
}
