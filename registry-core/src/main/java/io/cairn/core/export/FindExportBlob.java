// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.export;

import io.cairn.core.access.Access;
import io.cairn.core.access.InstallationRole;
import io.cairn.core.access.Principal;
import io.cairn.core.content.Digest;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.failure.Failure;
import java.util.List;
import org.jdbi.v3.core.mapper.RowViewMapper;

/// The blobs of an export, by digest alone, for those who may read everything.
public final class FindExportBlob {
  private static final int MAX_TOLD = 100;

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
              .createQuery("select size_bytes from blob where digest = :digest")
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
    return facts.read(
        reading -> new Found(found.digest(), found.sizeBytes(), versions(reading, digest)));
  }

  /// Indexes: version_by_manifest, manifest_blob_by_digest.
  private static List<String> versions(Reading reading, Digest digest) {
    return reading
        .handle()
        .createQuery(
            """
            select n.name as namespace, p.name as project, c.name as collection, m.version_index
            from version v
            join membership m on m.id = v.home_id
            join collection c on c.id = v.collection_id
            join namespace n on n.id = c.namespace_id
            left join project p on p.id = c.project_id
            where v.manifest = :digest
               or v.manifest in (select manifest from manifest_blob where digest = :digest)
            order by v.seq limit :limit
            """)
        .bind("digest", digest.bytes())
        .bind("limit", MAX_TOLD)
        .map(
            (RowViewMapper<String>)
                row -> {
                  var project = row.getColumn("project", String.class);
                  return row.getColumn("namespace", String.class)
                      + (project == null ? "" : "/" + project)
                      + "/"
                      + row.getColumn("collection", String.class)
                      + ":v"
                      + row.getColumn("version_index", Long.class);
                })
        .list();
  }
}
