// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Principal;
import io.cairn.core.artifact.FindVersion;
import io.cairn.core.artifact.VersionId;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;

/// The version that a draft became, for whoever may read that: who knows a draft by its id finds
/// what came of it, also if its content was there already.
public final class FindCommitted {
  private final Facts facts;
  private final FindVersion findVersion;

  public FindCommitted(Facts facts, FindVersion findVersion) {
    this.facts = facts;
    this.findVersion = findVersion;
  }

  /// @throws Failure.NotFound if there is no such draft, it became none, or the actor may not read
  ///   the version
  public VersionView run(Principal actor, DraftId id) {
    var version =
        facts
            .read(reading -> DraftRows.version(reading, id))
            .orElseThrow(() -> new Failure.NotFound("the version asked for"));
    return findVersion.run(actor, new VersionId(version));
  }
}
