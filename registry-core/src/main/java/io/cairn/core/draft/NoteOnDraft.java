// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Principal;
import io.cairn.core.attachment.Attachment;
import io.cairn.core.attachment.Attachments;
import io.cairn.core.fact.Facts;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Writes down what a face must remember of a draft until it is committed.
public final class NoteOnDraft {
  private final Facts facts;
  private final Drafts drafts;

  public NoteOnDraft(Facts facts, Drafts drafts) {
    this.facts = facts;
    this.drafts = drafts;
  }

  /// @param change what becomes of the note; it gets an empty one where there is none
  public Attachment run(
      Principal actor, DraftId id, String kind, UnaryOperator<Attachment> change) {
    return facts.write(tx -> {
      drafts.use(tx, actor, id);
      var before =
          Attachments.find(tx, id.value(), kind)
              .orElseGet(() ->
                  new Attachment(
                      kind,
                      Optional.empty(),
                      Optional.empty(),
                      io.cairn.core.json.JsonObject.empty()));
      var after = change.apply(before);
      Attachments.put(tx, id.value(), after);
      return after;
    });
  }
}
