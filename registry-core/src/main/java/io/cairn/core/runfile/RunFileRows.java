// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.runfile;

import io.cairn.core.access.UserId;
import io.cairn.core.content.Digest;
import io.cairn.core.content.StoredBlob;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.name.FilePath;
import io.cairn.core.name.Name;
import io.cairn.core.name.RunId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;

/// Rows of files of runs. Each row is a root of its bytes: a collection of garbage keeps every
/// digest that stands in `run_file`, of which `run_file_by_digest` is the index.
final class RunFileRows {
  private static final String SELECT =
      """
      select f.path, f.digest, f.size_bytes, f.updated_at, u.name as updated_by
      from run_file f join app_user u on u.id = f.updated_by
      """;

  private RunFileRows() {}

  /// Index: the primary key.
  static Optional<RunFile> find(Reading reading, RunId run, FilePath path) {
    return reading
        .handle()
        .createQuery(SELECT + "where f.run_id = :run and f.path = :path")
        .bind("run", run.value())
        .bind("path", PathRange.bytes(path.text()))
        .map((RowViewMapper<RunFile>) RunFileRows::file)
        .findOne();
  }

  /// Those at these paths. Index: the primary key.
  static List<RunFile> of(Reading reading, RunId run, List<FilePath> paths) {
    return reading
        .handle()
        .createQuery(SELECT + "where f.run_id = :run and f.path in (<paths>) order by f.path")
        .bind("run", run.value())
        .bindList("paths", paths.stream().map(path -> PathRange.bytes(path.text())).toList())
        .map((RowViewMapper<RunFile>) RunFileRows::file)
        .list();
  }

  static long count(Reading reading, RunId run) {
    return reading
        .handle()
        .createQuery("select count(*) from run_file where run_id = :run")
        .bind("run", run.value())
        .mapTo(Long.class)
        .one();
  }

  /// The first files of a range. Index: the primary key.
  static List<RunFile> list(Reading reading, RunId run, PathRange range, int limit) {
    return reading
        .handle()
        .createQuery(
            SELECT
                + """
                where f.run_id = :run and f.path >= :from and f.path < :end
                order by f.path limit :limit
                """)
        .bind("run", run.value())
        .bind("from", range.from())
        .bind("end", range.end())
        .bind("limit", limit)
        .map((RowViewMapper<RunFile>) RunFileRows::file)
        .list();
  }

  /// A file of the run at one of these paths.
  static Optional<FilePath> anyOf(Reading reading, RunId run, List<FilePath> paths) {
    if (paths.isEmpty()) {
      return Optional.empty();
    }
    var keys = new ArrayList<byte[]>();
    paths.forEach(path -> keys.add(PathRange.bytes(path.text())));
    return reading
        .handle()
        .createQuery("select path from run_file where run_id = :run and path in (<paths>) limit 1")
        .bind("run", run.value())
        .bindList("paths", keys)
        .mapTo(byte[].class)
        .findOne()
        .map(RunFileRows::path);
  }

  static void put(Tx tx, RunId run, FilePath path, StoredBlob blob, UserId by, Instant now) {
    tx.handle()
        .createUpdate(
            """
            insert into run_file (run_id, path, digest, size_bytes, updated_at, updated_by)
            values (:run, :path, :digest, :size, :now, :by)
            on conflict (run_id, path) do update
            set digest = excluded.digest, size_bytes = excluded.size_bytes,
                updated_at = excluded.updated_at, updated_by = excluded.updated_by
            """)
        .bind("run", run.value())
        .bind("path", PathRange.bytes(path.text()))
        .bind("digest", blob.digest().bytes())
        .bind("size", blob.sizeBytes())
        .bind("now", now)
        .bind("by", by.value())
        .execute();
  }

  static void delete(Tx tx, RunId run, FilePath path) {
    tx.handle()
        .createUpdate("delete from run_file where run_id = :run and path = :path")
        .bind("run", run.value())
        .bind("path", PathRange.bytes(path.text()))
        .execute();
  }

  private static RunFile file(RowView row) {
    return new RunFile(
        path(row.getColumn("path", byte[].class)),
        row.getColumn("size_bytes", Long.class),
        Digest.ofBytes(row.getColumn("digest", byte[].class)),
        row.getColumn("updated_at", Instant.class),
        new Name(row.getColumn("updated_by", String.class)));
  }

  private static FilePath path(byte[] utf8) {
    return new FilePath(new String(utf8, StandardCharsets.UTF_8));
  }
}
