// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Principal;
import io.cairn.core.attachment.Attachment;
import io.cairn.core.attachment.Attachments;
import io.cairn.core.fact.Facts;
import java.util.List;
import java.util.Optional;

/// A draft that is open still, and what a face noted on it.
public final class ReadNote {
  private final Facts facts;
  private final Drafts drafts;

  public ReadNote(Facts facts, Drafts drafts) {
    this.facts = facts;
    this.drafts = drafts;
  }

  /// A draft, and the note if there is one.
  public record Noted(Draft draft, Optional<Attachment> note) {}

  /// All that is noted on it whose kind begins so, in the order of their kinds.
  public List<Attachment> all(Principal actor, DraftId id, String kinds) {
    return facts.read(reading -> {
      drafts.requireOpen(reading, actor, id);
      return Attachments.all(reading, id.value(), kinds);
    });
  }

  /// @throws io.cairn.core.failure.Failure.Conflict `draft.committed` or `draft.abandoned`
  /// @throws io.cairn.core.failure.Failure.Gone `draft.expired`
  public Noted run(Principal actor, DraftId id, String kind) {
    return facts.read(reading ->
        new Noted(
            drafts.requireOpen(reading, actor, id), Attachments.find(reading, id.value(), kind)));
  }
}
