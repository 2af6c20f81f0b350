// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Principal;
import io.cairn.core.content.Blobs;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.FilePath;
import java.util.List;
import java.util.Map;

/// Which files were sent into a draft by path.
public final class FindDraftFiles {
  private final Facts facts;
  private final Drafts drafts;

  public FindDraftFiles(Facts facts, Drafts drafts) {
    this.facts = facts;
    this.drafts = drafts;
  }

  /// Of these paths those that were sent.
  ///
  /// @throws Failure.Invalid field `paths` if more than [Blobs#BATCH] are asked for
  public Map<FilePath, DraftFile> run(Principal actor, DraftId id, List<FilePath> paths) {
    if (paths.size() > Blobs.BATCH) {
      throw new Failure.Invalid(
          "paths", "paths.count", "paths must be at most " + Blobs.BATCH + " at once");
    }
    return facts.read(reading -> {
      drafts.requireOpen(reading, actor, id);
      return DraftFileRows.of(reading, id, paths);
    });
  }
}
