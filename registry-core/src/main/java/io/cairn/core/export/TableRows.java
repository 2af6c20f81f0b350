// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.export;

import io.cairn.core.content.Digest;
import io.cairn.core.fact.Engine;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jspecify.annotations.Nullable;

/// Rows of the tables in [FactTables]; every name in a statement comes from there.
final class TableRows {
  private TableRows() {}

  /// A blob that the facts need.
  record NeededBlob(Digest digest, long sizeBytes) {}

  /// Every row, in the order of the file, as the members of its line; some are in memory at a time.
  static void each(Reading reading, FactTable table, Consumer<Map<String, @Nullable Object>> sink) {
    var columns = table.travelling();
    var names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
    var sql =
        "select "
            + names
            + " from "
            + table.table()
            + (table.only().isEmpty() ? "" : " where " + table.only())
            + " order by "
            + order(table, reading.engine());
    reading
        .handle()
        .createQuery(sql)
        .setFetchSize(table.fetch())
        .map(
            (RowViewMapper<Map<String, @Nullable Object>>)
                row -> {
                  var line = new LinkedHashMap<String, @Nullable Object>();
                  columns.forEach(
                      column -> line.put(column.name(), column.type().read(row, column.name())));
                  return line;
                })
        .forEach(sink);
  }

  /// Text sorts by its bytes, and what is empty comes last, on every data base.
  private static String order(FactTable table, Engine engine) {
    return table.order().stream()
        .map(name -> {
          var column =
              table.columns().stream().filter(each -> each.name().equals(name)).findFirst();
          var isText = column.filter(each -> each.type() == ColumnType.TEXT).isPresent();
          var collated = isText && engine == Engine.POSTGRESQL ? name + " collate \"C\"" : name;
          return column.filter(Column::isOptional).isPresent()
              ? collated + " nulls last"
              : collated;
        })
        .collect(Collectors.joining(", "));
  }

  /// Adds rows, each as the values of all columns by name.
  static void insert(Tx tx, FactTable table, List<Map<String, @Nullable Object>> rows) {
    var names = table.columns().stream().map(Column::name).toList();
    var batch =
        tx.handle()
            .prepareBatch(
                "insert into %s (%s) values (%s)"
                    .formatted(
                        table.table(),
                        String.join(", ", names),
                        names.stream().map(name -> ":" + name).collect(Collectors.joining(", "))));
    for (var row : rows) {
      for (var column : table.columns()) {
        batch.bindByType(column.name(), row.get(column.name()), column.type().kept());
      }
      batch.add();
    }
    batch.execute();
  }

  /// The value of one row that refers to nothing.
  static Optional<UUID> dangling(Reading reading, FactTable table, Column column) {
    return reading
        .handle()
        .createQuery(
            """
            select t.%1$s as id from %2$s t
            where t.%1$s is not null and not exists (select 1 from %3$s r where r.id = t.%1$s)
            limit 1
            """
                .formatted(column.name(), table.table(), FactTables.of(column.refersTo()).table()))
        .mapTo(UUID.class)
        .findOne();
  }

  /// All bytes that versions, files of runs and attachments name and that were not removed, by
  /// digest. Indexes: version_by_manifest, manifest_blob_by_digest, attachment_by_digest.
  static void eachNeededBlob(Reading reading, Consumer<NeededBlob> sink) {
    reading
        .handle()
        .createQuery(
            """
            select b.digest, b.size_bytes from blob b
            where b.state in ('present', 'doomed', 'damaged')
              and (exists (select 1 from version v where v.manifest = b.digest)
                or exists (
                  select 1 from manifest_blob m join version v on v.manifest = m.manifest
                  where m.digest = b.digest)
                or exists (select 1 from run_file f where f.digest = b.digest)
                or exists (
                  select 1 from attachment a join version v on v.id = a.subject_id
                  where a.digest = b.digest))
            order by b.digest
            """)
        .setFetchSize(1_000)
        .map(
            (RowViewMapper<NeededBlob>)
                row ->
                    new NeededBlob(
                        Digest.ofBytes(row.getColumn("digest", byte[].class)),
                        row.getColumn("size_bytes", Long.class)))
        .forEach(sink);
  }
}
