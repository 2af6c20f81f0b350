// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.idempotency;

import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import java.util.Optional;

/// Keeps the answer to a request with a key, or frees the key.
public final class EndKeyedRequest {
  private final Facts facts;
  private final UnwrittenEnds unwritten;

  public EndKeyedRequest(Facts facts, UnwrittenEnds unwritten) {
    this.facts = facts;
    this.unwritten = unwritten;
  }

  /// If it cannot be written down now, it is when the key is used again.
  ///
  /// @param answer what a repetition is to be answered; empty if nothing was done, so that it may
  ///   be tried again under the same key
  /// @return false if the ticket is not of the actor, or no longer valid: nothing was changed
  public boolean run(Principal actor, Ticket ticket, Optional<KeptAnswer> answer) {
    if (!ticket.user().equals(actor.userId())) {
      return false;
    }
    var end = new UnwrittenEnds.End(ticket, answer);
    try {
      return facts.write(tx -> write(tx, end));
    } catch (RuntimeException e) {
      unwritten.add(end);
      throw e;
    }
  }

  static boolean write(Tx tx, UnwrittenEnds.End end) {
    return end.answer()
        .map(kept -> KeyedRequestRows.answer(tx, end.ticket(), kept))
        .orElseGet(() -> KeyedRequestRows.delete(tx, end.ticket()));
  }
}
