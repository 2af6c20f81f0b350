// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.event.Events;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.time.Timeline;
import java.util.Map;

/// Makes a team or registry a tombstone: nothing in it answers any more, and its name is free. What
/// is in it is the caller's to bury, in the same transaction.
public final class NamespaceTombstones {
  private final Events events;
  private final Timeline timeline;

  public NamespaceTombstones(Events events, Timeline timeline) {
    this.events = events;
    this.timeline = timeline;
  }

  /// For callers that have asked [Access] for `ADMIN` in this transaction.
  ///
  /// @throws Failure.NotFound if somebody else deleted it meanwhile
  public void bury(Tx tx, Principal actor, Namespace namespace) {
    if (!Namespaces.delete(tx, namespace.id(), timeline.now())) {
      throw new Failure.NotFound("the team or registry asked for");
    }
    var kind = namespace.kind().text();
    events.append(
        tx,
        actor.origin(),
        kind + ".deleted",
        namespace.id().value(),
        kind,
        namespace.id().value(),
        JsonObject.of("data", Map.of("name", namespace.name().text())));
  }
}
