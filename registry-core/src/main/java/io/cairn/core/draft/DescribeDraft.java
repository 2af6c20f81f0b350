// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import java.util.List;

/// How far a draft is.
public final class DescribeDraft {
  private final Facts facts;
  private final Drafts drafts;
  private final UnfinishedUploads uploads;

  public DescribeDraft(Facts facts, Drafts drafts, UnfinishedUploads uploads) {
    this.facts = facts;
    this.drafts = drafts;
    this.uploads = uploads;
  }

  /// @throws io.cairn.core.failure.Failure.NotFound if there is none for the actor
  public Draft run(Principal actor, DraftId id) {
    return facts.read(reading -> drafts.require(reading, actor, id));
  }

  /// The same with what it holds.
  ///
  /// @throws io.cairn.core.failure.Failure.NotFound if there is none for the actor
  public DraftView inFull(Principal actor, DraftId id) {
    var found =
        facts.read(reading -> {
          drafts.require(reading, actor, id);
          return OpenDraftRows.one(reading, drafts.readable(actor), id, drafts.timeline().now())
              .orElseThrow();
        });
    return uploads.countedIn(List.of(found)).getFirst();
  }
}
