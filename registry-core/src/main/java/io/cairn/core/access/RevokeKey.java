// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.time.Timeline;
import java.util.Map;

/// Ends a key for good. On this node it stops working before this returns, on others within five
/// seconds.
public final class RevokeKey {
  private final Facts facts;
  private final RecognisedKeys recognised;
  private final Events events;
  private final Timeline timeline;

  public RevokeKey(Facts facts, RecognisedKeys recognised, Events events, Timeline timeline) {
    this.facts = facts;
    this.recognised = recognised;
    this.events = events;
    this.timeline = timeline;
  }

  /// Revoking a revoked key changes nothing.
  ///
  /// @throws Failure.NotFound if there is no such key, or it is another's and the actor is no
  ///   installation admin
  public void run(Principal actor, KeyId id) {
    facts.write(tx -> {
      var owned =
          Keys.find(tx, id)
              .filter(found ->
                  found.owner().equals(actor.userId()) || actor.role() == InstallationRole.ADMIN)
              .orElseThrow(() -> new Failure.NotFound("the key asked for"));
      var isRevoked = Keys.revoke(tx, id, timeline.now());
      if (isRevoked) {
        events.append(
            tx,
            actor.origin(),
            "key.revoked",
            null,
            "key",
            id.value(),
            JsonObject.of(
                "data",
                Map.of(
                    "userId", owned.owner().value().toString(),
                    "prefix", owned.key().prefix(),
                    "lastFour", owned.key().lastFour())));
      }
      return isRevoked;
    });
    recognised.clear();
  }
}
