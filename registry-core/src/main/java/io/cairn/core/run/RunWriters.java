// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.name.RunId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;

/// Rows of the processes that write runs, and what is written down when two do.
final class RunWriters {
  private static final int MAX_READ = 100;

  private RunWriters() {}

  record Heard(RunWriter writer, Instant lastAt) {}

  /// The last to be heard first, of very many not all. Index: the primary key.
  static List<Heard> since(Reading reading, RunId run, Instant since) {
    return reading
        .handle()
        .createQuery(
            """
            select writer, last_at from run_writer
            where run_id = :run and last_at >= :since order by last_at desc limit :limit
            """)
        .bind("run", run.value())
        .bind("since", since)
        .bind("limit", MAX_READ)
        .map(
            (RowViewMapper<Heard>)
                row ->
                    new Heard(
                        new RunWriter(row.getColumn("writer", String.class)),
                        row.getColumn("last_at", Instant.class)))
        .list();
  }

  static void put(Tx tx, RunId run, RunWriter writer, Instant now) {
    tx.handle()
        .createUpdate(
            """
            insert into run_writer (run_id, writer, last_at) values (:run, :writer, :now)
            on conflict (run_id, writer) do update set last_at = excluded.last_at
            """)
        .bind("run", run.value())
        .bind("writer", writer.text())
        .bind("now", now)
        .execute();
  }

  /// Takes out those that were not heard since.
  static void forget(Tx tx, RunId run, Instant since) {
    tx.handle()
        .createUpdate("delete from run_writer where run_id = :run and last_at < :since")
        .bind("run", run.value())
        .bind("since", since)
        .execute();
  }

  static void clash(Tx tx, RunId run, WriterClash clash) {
    var writers = clash.writers().stream().map(RunWriter::text).collect(Collectors.joining(" "));
    tx.handle()
        .createUpdate("update run set clash_at = :at, clash_writers = :writers where id = :id")
        .bind("at", clash.at())
        .bind("writers", writers)
        .bind("id", run.value())
        .execute();
  }

  static Optional<WriterClash> clash(Reading reading, RunId run) {
    return reading
        .handle()
        .createQuery(
            "select clash_at, clash_writers from run where id = :id and clash_at is not null")
        .bind("id", run.value())
        .map((RowViewMapper<WriterClash>) row -> clash(row).orElseThrow())
        .findOne();
  }

  /// Of a run's row, with the columns `clash_at` and `clash_writers`. No name has a blank.
  static Optional<WriterClash> clash(RowView row) {
    return Optional.ofNullable(row.getColumn("clash_at", Instant.class))
        .map(at ->
            new WriterClash(
                Arrays.stream(row.getColumn("clash_writers", String.class).split(" "))
                    .map(RunWriter::new)
                    .toList(),
                at));
  }
}
