// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.idempotency;

import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import java.util.Optional;

/// Keeps the answer to a request with a key, or frees the key.
public final class EndKeyedRequest {
  private final Facts facts;

  public EndKeyedRequest(Facts facts) {
    this.facts = facts;
  }

  /// @param answer what a repetition is to be answered; empty if nothing was done, so that it may
  ///   be tried again under the same key
  /// @return false if the ticket is not of the actor, or no longer valid: nothing was changed
  public boolean run(Principal actor, Ticket ticket, Optional<KeptAnswer> answer) {
    return ticket.user().equals(actor.userId())
        && facts.<Boolean>write(tx ->
            answer
                .map(kept -> KeyedRequestRows.answer(tx, ticket, kept))
                .orElseGet(() -> KeyedRequestRows.delete(tx, ticket)));
  }
}
