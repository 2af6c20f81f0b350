// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.export;

import io.cairn.core.access.Access;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.time.Timeline;
import java.time.Instant;
import java.util.Optional;

/// Says what is going to be imported. Nothing of it is visible before it is all there. Begun again,
/// it goes on: what has arrived is not asked for again.
public final class BeginImport {
  private final Facts facts;
  private final Access access;
  private final Timeline timeline;

  public BeginImport(Facts facts, Access access, Timeline timeline) {
    this.facts = facts;
    this.access = access;
    this.timeline = timeline;
  }

  /// When this very export was imported here before; empty: it is to be sent.
  ///
  /// @throws Failure.Forbidden `installation.admin`
  /// @throws Failure.Conflict `import.not-empty` if the server has other content
  public Optional<Instant> run(Principal actor, ExportDescription description) {
    access.requireInstallationAdmin(actor);
    return facts.write(tx -> {
      var found = ImportRows.find(tx, description.digest());
      if (found.isPresent() && found.get().importedAt().isPresent()) {
        return found.get().importedAt();
      }
      ImportRows.requireEmpty(tx);
      ImportRows.begin(tx, actor, description, timeline.now());
      return Optional.empty();
    });
  }
}
