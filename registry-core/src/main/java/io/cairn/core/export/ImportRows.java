// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.export;

import io.cairn.core.access.Principal;
import io.cairn.core.content.Digest;
import io.cairn.core.fact.Engine;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jspecify.annotations.Nullable;

/// Rows of imports, and whether there is room for one.
final class ImportRows {
  private static final long IMPORT_LOCK = 0x6361_6972_6e02L;

  private ImportRows() {}

  /// @param importedAt empty while it is on its way
  record Begun(ExportDescription description, Optional<Instant> importedAt) {}

  static Optional<Begun> find(Reading reading, Digest export) {
    return reading
        .handle()
        .createQuery("select description, imported_at from import where digest = :digest")
        .bind("digest", export.bytes())
        .map(
            (RowViewMapper<Begun>)
                row ->
                    new Begun(
                        described(row.getColumn("description", String.class)),
                        Optional.ofNullable(row.getColumn("imported_at", Instant.class))))
        .findOne();
  }

  static Begun require(Reading reading, Digest export) {
    return find(reading, export).orElseThrow(() -> new Failure.NotFound("the import asked for"));
  }

  static void begin(Tx tx, Principal actor, ExportDescription description, Instant now) {
    tx.handle()
        .createUpdate(
            """
            insert into import (digest, description, begun_at, begun_by)
            values (:digest, :description, :now, :by) on conflict do nothing
            """)
        .bind("digest", description.digest().bytes())
        .bind("description", text(description))
        .bind("now", now)
        .bind("by", actor.userId().value())
        .execute();
  }

  static void end(Tx tx, Digest export, long rows, Instant now) {
    tx.handle()
        .createUpdate(
            "update import set imported_at = :now, row_count = :rows where digest = :digest")
        .bind("now", now)
        .bind("rows", rows)
        .bind("digest", export.bytes())
        .execute();
  }

  /// One import at a time, also where several servers share the data base.
  static void lock(Tx tx) {
    if (tx.engine() == Engine.POSTGRESQL) {
      tx.handle().execute("select pg_advisory_xact_lock(?)", IMPORT_LOCK);
    }
  }

  /// @throws Failure.Conflict `import.not-empty` if anybody has made anything here but users
  static void requireEmpty(Reading reading) {
    var names =
        reading
            .handle()
            .createQuery("select name from namespace order by seq limit 3")
            .mapTo(String.class)
            .list();
    if (!names.isEmpty()) {
      throw new Failure.Conflict(
          "import.not-empty",
          "this server has teams or registries already ("
              + String.join(", ", names)
              + " …); an import needs a server that has none. Nothing was changed");
    }
  }

  private static String text(ExportDescription description) {
    return JsonRow.write(
        Map.of(
            "facts",
            description.files().stream()
                .map(file -> List.<Object>of(file.noun(), file.rows(), file.digest().toString()))
                .toList()));
  }

  private static ExportDescription described(String text) {
    var files = new ArrayList<FactFile>();
    if (JsonRow.parse("stored", text).get("facts") instanceof List<?> stored) {
      for (@Nullable Object each : stored) {
        if (each instanceof List<?> file
            && file.get(0) instanceof String noun
            && file.get(1) instanceof Long rows
            && file.get(2) instanceof String digest) {
          files.add(new FactFile(noun, rows, Digest.parse(digest)));
        }
      }
    }
    return new ExportDescription(files);
  }
}
