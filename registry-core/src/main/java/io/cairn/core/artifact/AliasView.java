// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.content.Digest;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import io.cairn.core.name.Selector;
import io.cairn.core.time.Timeline;
import java.time.Instant;
import java.util.Optional;

/// An alias of a collection and what it points at now.
///
/// @param movedBy empty if the system moved it
public record AliasView(
    Label alias,
    MembershipId target,
    long index,
    Digest digest,
    Instant movedAt,
    Optional<Name> movedBy,
    boolean isProtected) {
  /// Whether the system keeps it, so that nobody else may move it.
  public boolean isSystem() {
    return alias.key().equals(Selector.LATEST.key());
  }

  /// Changes with each move; opaque.
  public String revision() {
    return target.value() + "-" + Timeline.toMicros(movedAt);
  }
}
