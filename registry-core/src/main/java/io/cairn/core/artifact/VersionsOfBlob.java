// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.content.Digest;
import io.cairn.core.fact.Reading;
import java.util.List;
import org.jdbi.v3.core.mapper.RowViewMapper;

/// Which versions cannot be whole without a blob. For use cases of those who may read everything.
public final class VersionsOfBlob {
  private static final int MAX_TOLD = 100;

  private VersionsOfBlob() {}

  /// In the order they were made. Indexes: version_by_manifest, manifest_blob_by_digest.
  public static List<String> paths(Reading reading, Digest digest) {
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
