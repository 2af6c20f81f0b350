// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.content.Digest;
import io.cairn.core.content.Md5;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.name.FilePath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;

/// Rows of files sent into drafts by path.
final class DraftFileRows {
  private DraftFileRows() {}

  static void put(Tx tx, DraftId draft, DraftFile file) {
    tx.handle()
        .createUpdate(
            """
            insert into draft_file (draft_id, path, digest, size_bytes, md5)
            values (:draft, :path, :digest, :size, :md5)
            on conflict (draft_id, path) do update
              set digest = excluded.digest, size_bytes = excluded.size_bytes, md5 = excluded.md5
            """)
        .bind("draft", draft.value())
        .bind("path", bytes(file.path()))
        .bind("digest", file.digest().bytes())
        .bind("size", file.sizeBytes())
        .bind("md5", file.md5().bytes())
        .execute();
  }

  /// Index: the primary key.
  static Map<FilePath, DraftFile> of(Reading reading, DraftId draft, List<FilePath> paths) {
    if (paths.isEmpty()) {
      return Map.of();
    }
    return reading
        .handle()
        .createQuery(
            """
            select path, digest, size_bytes, md5 from draft_file
            where draft_id = :draft and path in (<paths>)
            """)
        .bind("draft", draft.value())
        .bindList("paths", paths.stream().map(DraftFileRows::bytes).toList())
        .map((RowViewMapper<DraftFile>) DraftFileRows::file)
        .stream()
        .collect(Collectors.toMap(DraftFile::path, Function.identity()));
  }

  /// Removes some rows of drafts that have ended; how many.
  static int sweep(Tx tx) {
    return tx.handle()
        .execute(
            """
            delete from draft_file where draft_id in (
              select f.draft_id from draft_file f join draft d on d.id = f.draft_id
              where d.state <> 'open' limit 1)
            """);
  }

  private static byte[] bytes(FilePath path) {
    return path.text().getBytes(StandardCharsets.UTF_8);
  }

  private static DraftFile file(RowView row) {
    return new DraftFile(
        new FilePath(new String(row.getColumn("path", byte[].class), StandardCharsets.UTF_8)),
        Digest.ofBytes(row.getColumn("digest", byte[].class)),
        row.getColumn("size_bytes", Long.class),
        Md5.ofBytes(row.getColumn("md5", byte[].class)));
  }
}
