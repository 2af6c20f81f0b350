// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Principal;
import io.cairn.core.artifact.Collections;
import io.cairn.core.attachment.Attachment;
import io.cairn.core.attachment.Attachments;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/// Opens a draft that several writers fill together: the first of them opens it, the others find it
/// by a word that all of them know.
public final class ShareDraft {
  private final Facts facts;
  private final OpenDraft openDraft;
  private final Drafts drafts;
  private final Collections collections;

  public ShareDraft(Facts facts, OpenDraft openDraft, Drafts drafts, Collections collections) {
    this.facts = facts;
    this.openDraft = openDraft;
    this.drafts = drafts;
    this.collections = collections;
  }

  /// @param kind under which the word stands with the draft
  /// @param word known to all writers, of one collection; once the draft is committed, the next
  ///   draft has it
  public Draft run(Principal actor, OpenDraft.Command command, String kind, String word) {
    return facts.write(tx -> {
      var collection = openDraft.collection(tx, actor, command);
      // Two that come at once open one draft.
      collections.hold(tx, collection.id());
      var there = open(tx, collection.id().value(), kind, word);
      if (there.isPresent()) {
        return drafts.use(tx, actor, new DraftId(there.get()));
      }
      var draft = openDraft.open(tx, actor, command, collection);
      var mark = new Attachment(kind, Optional.empty(), Optional.of(word), JsonObject.empty());
      Attachments.put(tx, draft.id().value(), mark);
      return draft;
    });
  }

  /// Index: attachment_by_mark.
  private Optional<UUID> open(Tx tx, UUID collection, String kind, String word) {
    return tx.handle()
        .createQuery(
            """
            select d.id from attachment a
            join draft d on d.id = a.subject_id and d.collection_id = :collection
            where a.kind = :kind and a.mark = :word and d.state = 'open' and d.expires_at > :now
            order by d.seq limit 1
            """)
        .bind("collection", collection)
        .bind("kind", kind)
        .bind("word", word)
        .bind("now", drafts.timeline().now())
        .mapTo(UUID.class)
        .findOne();
  }
}
