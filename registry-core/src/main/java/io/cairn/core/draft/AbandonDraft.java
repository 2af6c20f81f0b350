// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;

/// Gives a draft up: it lets go of its bytes at once. Twice is no error.
public final class AbandonDraft {
  private final Facts facts;
  private final Drafts drafts;

  public AbandonDraft(Facts facts, Drafts drafts) {
    this.facts = facts;
    this.drafts = drafts;
  }

  /// @throws io.cairn.core.failure.Failure.Conflict `draft.committed`
  public Draft run(Principal actor, DraftId id) {
    var abandoned =
        facts.write(tx -> {
          var draft = drafts.require(tx, actor, id);
          var isEnded = DraftRows.end(tx, id, DraftState.ABANDONED, drafts.timeline().now());
          if (!isEnded && draft.state() == DraftState.COMMITTED) {
            throw Drafts.ended(DraftState.COMMITTED);
          }
          return draft;
        });
    drafts.release(id);
    return abandoned;
  }
}
