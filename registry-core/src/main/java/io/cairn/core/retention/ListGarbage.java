// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.retention;

import io.cairn.core.access.Access;
import io.cairn.core.access.InstallationRole;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.VersionsOfBlob;
import io.cairn.core.content.Digest;
import io.cairn.core.fact.Facts;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import io.cairn.core.time.Timeline;
import java.util.List;
import java.util.Set;

/// Blobs that nothing needs and nothing protects, as they stand now: what the next collection dooms
/// or removes, and what lies in the trash. For admins and auditors of the installation.
public final class ListGarbage {
  private static final Set<Need> GOING = Set.of(Need.DOOM, Need.TRASH, Need.REMOVE);

  private final Facts facts;
  private final Access access;
  private final Timeline timeline;
  private final GcSettings settings;
  private final GarbageRows rows = new GarbageRows(Set.of());

  public ListGarbage(Facts facts, Access access, Timeline timeline, GcSettings settings) {
    this.facts = facts;
    this.access = access;
    this.timeline = timeline;
    this.settings = settings;
  }

  /// @param need `DOOM`, `TRASH` or `REMOVE`
  /// @param versions up to 100 deleted ones that held it, as `vision/digits/data:v3`
  public record Garbage(Digest digest, long sizeBytes, Need need, List<String> versions) {}

  /// In the order of digests. Asks a question for each blob of the page.
  public Page<Garbage> run(Principal actor, PageRequest page) {
    access.requireInstallation(actor, InstallationRole.ADMIN, InstallationRole.AUDITOR);
    var cutoffs = Cutoffs.at(timeline.now(), settings);
    var after = page.after().map(cursor -> Digest.parse("cursor", cursor.key()).hex()).orElse("");
    return facts.read(reading -> {
      var going = rows.of(reading, after, GOING, cutoffs, page.limit() + 1);
      return Page.of(going, page.limit(), blob -> new Cursor(blob.digest().hex()))
          .map(blob ->
              new Garbage(
                  blob.digest(),
                  blob.sizeBytes(),
                  blob.need(),
                  VersionsOfBlob.paths(reading, blob.digest())));
    });
  }
}
