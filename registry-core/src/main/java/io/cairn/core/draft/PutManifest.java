// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Principal;
import io.cairn.core.content.Arrivals;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.Blobs;
import io.cairn.core.content.ManifestIntake;
import io.cairn.core.content.ManifestSummary;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// Takes the manifest of a draft, streamed; a later one takes the place of an earlier one. Whether
/// the bytes that it names are there is asked at the commit.
public final class PutManifest {
  private final Facts facts;
  private final ManifestIntake intake;
  private final Drafts drafts;

  public PutManifest(Facts facts, BlobStore store, Drafts drafts) {
    this.facts = facts;
    this.drafts = drafts;
    this.intake =
        new ManifestIntake(
            store, drafts.settings().maxManifestBytes(), drafts.settings().maxEntries());
  }

  /// Reads the body to its end and does not close it.
  ///
  /// @throws Failure.Invalid field `manifest`, naming the line; nothing is kept
  /// @throws Failure.TooLarge if it is longer, or has more entries, than the settings allow
  public ManifestSummary run(Principal actor, DraftId id, InputStream body) throws IOException {
    var notice =
        facts.read(reading -> {
          drafts.requireOpen(reading, actor, id);
          return Arrivals.notice(reading);
        });
    var manifest = intake.store(body);
    return facts.write(tx -> {
      drafts.use(tx, actor, id);
      drafts.arrivals().record(tx, notice, manifest.digest(), manifest.sizeBytes());
      Blobs.lease(tx, id.value(), List.of(manifest.digest()));
      DraftRows.setManifest(tx, id, manifest);
      return manifest;
    });
  }
}
