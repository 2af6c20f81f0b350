// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.Collections;
import io.cairn.core.artifact.VersionId;
import io.cairn.core.attachment.Attachments;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.CollectionPath;
import java.util.Optional;

/// Finds what a face marked.
public final class FindMarked {
  private final Facts facts;
  private final Collections collections;

  public FindMarked(Facts facts, Collections collections) {
    this.facts = facts;
    this.collections = collections;
  }

  /// The live version of a collection with that mark; empty also if there is no such collection
  /// that the actor may read.
  public Optional<VersionId> inCollection(
      Principal actor, CollectionPath path, String kind, String mark) {
    try {
      return facts.read(reading -> {
        var collection = collections.require(reading, actor, path, Permission.READ);
        return Attachments.markedIn(reading, collection.id().value(), kind, mark)
            .map(VersionId::new);
      });
    } catch (Failure.NotFound _) {
      return Optional.empty();
    }
  }

  /// The draft with that mark. An id and nothing more: what it leads to asks who may.
  public Optional<DraftId> draft(String kind, String mark) {
    return facts.read(reading -> Attachments.marked(reading, kind, mark)).map(DraftId::new);
  }
}
