// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.fact.Facts;
import io.cairn.core.time.Timeline;
import java.util.Optional;

/// Whom a key stands for that was authenticated before and is known by its id: for what was granted
/// with it then and is done now.
public final class AuthenticateKeyId {
  private final Facts facts;
  private final Timeline timeline;

  public AuthenticateKeyId(Facts facts, Timeline timeline) {
    this.facts = facts;
    this.timeline = timeline;
  }

  /// The caller as the data base knows it now; empty if the key is revoked or expired, or its user
  /// disabled.
  public Optional<Principal> run(KeyId id) {
    var now = timeline.now();
    return facts
        .read(reading -> Keys.recognise(reading, id))
        .filter(key -> key.expiresAt().filter(expiry -> !now.isBefore(expiry)).isEmpty())
        .map(Keys.Recognised::principal);
  }
}
