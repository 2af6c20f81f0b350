// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;

/// How far a draft is.
public final class DescribeDraft {
  private final Facts facts;
  private final Drafts drafts;

  public DescribeDraft(Facts facts, Drafts drafts) {
    this.facts = facts;
    this.drafts = drafts;
  }

  /// @throws io.cairn.core.failure.Failure.NotFound if there is none for the actor
  public Draft run(Principal actor, DraftId id) {
    return facts.read(reading -> drafts.require(reading, actor, id));
  }

  /// The same with what it holds.
  ///
  /// @throws io.cairn.core.failure.Failure.NotFound if there is none for the actor
  public DraftView inFull(Principal actor, DraftId id) {
    return facts.read(reading -> {
      drafts.require(reading, actor, id);
      return OpenDraftRows.one(reading, drafts.readable(actor), id, drafts.timeline().now())
          .orElseThrow();
    });
  }
}
