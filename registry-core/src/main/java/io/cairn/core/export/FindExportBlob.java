// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.export;

import io.cairn.core.access.Access;
import io.cairn.core.access.InstallationRole;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.VersionsOfBlob;
import io.cairn.core.content.Digest;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import java.util.List;

/// The blobs of an export, by digest alone, for those who may read everything.
public final class FindExportBlob {
  private final Facts facts;
  private final Access access;

  public FindExportBlob(Facts facts, Access access) {
    this.facts = facts;
    this.access = access;
  }

  /// A blob, and up to 100 versions that cannot be whole without it, as `vision/digits/data:v3`.
  public record Found(Digest digest, long sizeBytes, List<String> versions) {}

  /// @throws Failure.NotFound if the installation knows no such blob
  public Found run(Principal actor, Digest digest) {
    access.requireInstallation(actor, InstallationRole.ADMIN, InstallationRole.AUDITOR);
    return facts.read(reading -> {
      var size =
          reading
              .handle()
              .createQuery(
                  "select size_bytes from blob where digest = :digest"
                      + " and state in ('present', 'doomed', 'damaged')")
              .bind("digest", digest.bytes())
              .mapTo(Long.class)
              .findOne()
              .orElseThrow(() -> new Failure.NotFound("the blob asked for"));
      return new Found(digest, size, List.of());
    });
  }

  /// As [#run], with the versions.
  public Found withVersions(Principal actor, Digest digest) {
    var found = run(actor, digest);
    return facts.read(reading ->
        new Found(found.digest(), found.sizeBytes(), VersionsOfBlob.paths(reading, digest)));
  }
}
