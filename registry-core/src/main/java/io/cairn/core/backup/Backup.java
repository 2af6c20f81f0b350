// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.backup;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A backup that is being made, or was.
///
/// @param finishedAt empty while it is being made, or if nobody finished it
/// @param pinnedUntil until then no bytes go that were there before it was finished
public record Backup(
    UUID id, Instant createdAt, UUID createdBy, Optional<Instant> finishedAt, Instant pinnedUntil) {
  /// Whether whoever makes it may still count on the bytes.
  public boolean isHeld(Instant now) {
    return finishedAt.isEmpty() && pinnedUntil.isAfter(now);
  }
}
