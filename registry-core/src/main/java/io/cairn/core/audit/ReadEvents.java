// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.audit;

import io.cairn.core.access.Access;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.failure.Failure;
import io.cairn.core.page.PageRequest;
import java.util.Optional;

/// The events after a place in the stream, oldest first. Admins and auditors of the installation
/// read all; others those of the teams and registries that they may read now.
public final class ReadEvents {
  /// So many places are looked at for one batch: a filter that finds little costs no more than one
  /// that finds much.
  private static final long MAX_LOOKED_AT = 50_000;

  private final Facts facts;
  private final Access access;
  private final Events events;

  public ReadEvents(Facts facts, Access access, Events events) {
    this.facts = facts;
    this.access = access;
    this.events = events;
  }

  /// @param after place of the last event that was read, from 0 on
  /// @param limit 1 to 1,000
  /// @throws Failure.NotFound if the actor may no longer read the place of the filter
  public EventBatch run(Principal actor, EventFilter filter, long after, int limit) {
    var wanted = new PageRequest(limit, Optional.empty()).limit();
    events.settle(facts);
    return facts.read(reading -> {
      filter
          .within()
          .ifPresent(scope -> access.require(reading, actor, scope.namespace(), Permission.READ));
      return batch(reading, actor, filter, after, wanted);
    });
  }

  /// The place of the last event so far, whoever may read it.
  public long last() {
    events.settle(facts);
    return facts.read(events::last);
  }

  private EventBatch batch(
      Reading reading, Principal actor, EventFilter filter, long after, int limit) {
    // Read first: what is placed later is for the next batch.
    var last = events.last(reading);
    var until = Math.min(last, after + MAX_LOOKED_AT);
    var rows =
        new EventRows(access.readable(actor), filter).between(reading, after, until, limit + 1);
    if (rows.size() > limit) {
      var kept = rows.subList(0, limit);
      return new EventBatch(kept, kept.getLast().seq(), false);
    }
    return new EventBatch(rows, Math.max(after, until), until >= last);
  }
}
