// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import io.cairn.core.name.RunId;
import io.cairn.core.name.Title;
import io.cairn.core.project.ProjectId;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;

/// Rows of runs.
final class Runs {
  private static final String SELECT =
      """
      select r.seq, r.id, n.name as team, p.name as project, r.name, r.title, r.state, r.config,
             r.summary, r.environment, r.run_group, r.job_type, r.notes, pr.name as parent,
             r.exit_code, r.revision, r.created_at, u.name as created_by, r.started_at,
             r.heartbeat_at, r.finished_at, r.deleted_at, r.clash_at, r.clash_writers,
             s.last_values,
             (select string_agg(t.spelling, '/' order by t.tag_key)
              from run_tag t where t.run_id = r.id) as tags
      from run r
      join project p on p.id = r.project_id
      join namespace n on n.id = r.namespace_id
      join app_user u on u.id = r.created_by
      left join run pr on pr.id = r.parent_id
      left join run_stream s on s.run_id = r.id and s.stream = 'metrics'
      """;

  private Runs() {}

  /// A run that fell silent, and its team.
  record Silent(RunId id, UUID namespace) {}

  /// A run by its number.
  record Row(long seq, RunId id) {}

  private record Numbered(long seq, Run run) {}

  /// The numbers of runs that are to be written.
  record Backfill(long next, long last) {}

  /// A run as found by its name, which stays taken when the run is deleted.
  record Found(Run run, boolean isDeleted) {}

  /// Index: the unique key of run.
  static Optional<Found> byName(
      Reading reading, ProjectId project, Name name, Instant silentSince) {
    return reading
        .handle()
        .createQuery(SELECT + "where r.project_id = :project and r.name_key = :key")
        .bind("project", project.value())
        .bind("key", name.key())
        .map(
            (RowViewMapper<Found>)
                row ->
                    new Found(
                        run(row, silentSince),
                        Optional.ofNullable(row.getColumn("deleted_at", Instant.class))
                            .isPresent()))
        .findOne();
  }

  static Optional<Run> byId(Reading reading, RunId id, Instant silentSince) {
    return reading
        .handle()
        .createQuery(SELECT + "where r.id = :id")
        .bind("id", id.value())
        .map((RowViewMapper<Run>) row -> run(row, silentSince))
        .findOne();
  }

  /// Runs by their numbers, those that are not deleted.
  static Map<Long, Run> bySeq(Reading reading, List<Long> seqs, Instant silentSince) {
    var found = new HashMap<Long, Run>();
    if (!seqs.isEmpty()) {
      reading
          .handle()
          .createQuery(SELECT + "where r.seq in (<seqs>) and r.deleted_at is null")
          .bindList("seqs", seqs)
          .map(
              (RowViewMapper<Numbered>)
                  row -> new Numbered(row.getColumn("seq", Long.class), run(row, silentSince)))
          .forEach(row -> found.put(row.seq(), row.run()));
    }
    return found;
  }

  /// The state as it is stored: a run that fell silent may still be running there.
  static String storedState(Reading reading, RunId id) {
    return reading
        .handle()
        .createQuery("select state from run where id = :id")
        .bind("id", id.value())
        .mapTo(String.class)
        .one();
  }

  /// Runs that are silent and not yet written down as crashed. Index: run_with_heartbeat.
  static List<Silent> silent(Reading reading, Instant since, int limit) {
    return reading
        .handle()
        .createQuery(
            """
            select id, namespace_id from run
            where state = 'running' and heartbeat_at is not null and deleted_at is null
              and heartbeat_at < :since
            order by seq limit :limit
            """)
        .bind("since", since)
        .bind("limit", limit)
        .map(
            (RowViewMapper<Silent>)
                row ->
                    new Silent(
                        new RunId(row.getColumn("id", UUID.class)),
                        row.getColumn("namespace_id", UUID.class)))
        .list();
  }

  /// False if the run was heard of meanwhile, has ended, or was written down by somebody else.
  static boolean crash(Tx tx, RunId id, Instant since) {
    return tx.handle()
            .createUpdate(
                """
                update run set state = 'crashed', revision = revision + 1
                where id = :id and state = 'running' and deleted_at is null
                  and heartbeat_at < :since
                """)
            .bind("id", id.value())
            .bind("since", since)
            .execute()
        == 1;
  }

  /// False unless it was written down as crashed.
  static boolean revive(Tx tx, RunId id, Instant now) {
    return tx.handle()
            .createUpdate(
                """
                update run set state = 'running', heartbeat_at = :now, revision = revision + 1
                where id = :id and state = 'crashed' and deleted_at is null
                """)
            .bind("id", id.value())
            .bind("now", now)
            .execute()
        == 1;
  }

  static boolean hasBackfill(Reading reading) {
    return reading
        .handle()
        .createQuery("select 1 from run_backfill")
        .mapTo(Integer.class)
        .findFirst()
        .isPresent();
  }

  /// What is left to write, locked until the transaction ends.
  static Optional<Backfill> lockBackfill(Tx tx) {
    return tx.handle()
        .createQuery("update run_backfill set next_seq = next_seq returning next_seq, last_seq")
        .map(
            (RowViewMapper<Backfill>)
                row ->
                    new Backfill(
                        row.getColumn("next_seq", Long.class),
                        row.getColumn("last_seq", Long.class)))
        .findFirst();
  }

  static void moveBackfill(Tx tx, long next) {
    tx.handle()
        .createUpdate("update run_backfill set next_seq = :next")
        .bind("next", next)
        .execute();
  }

  static void beginBackfill(Tx tx) {
    tx.handle()
        .createUpdate(
            """
            insert into run_backfill (next_seq, last_seq)
            select 0, max(seq) from run having max(seq) is not null
            """)
        .execute();
  }

  static void endBackfill(Tx tx) {
    tx.handle().createUpdate("delete from run_backfill").execute();
  }

  /// Runs that are not deleted, by their numbers.
  static List<Row> from(Reading reading, long first, long last, int limit) {
    return reading
        .handle()
        .createQuery(
            """
            select seq, id from run
            where seq >= :first and seq <= :last and deleted_at is null
            order by seq limit :limit
            """)
        .bind("first", first)
        .bind("last", last)
        .bind("limit", limit)
        .map(
            (RowViewMapper<Row>)
                row ->
                    new Row(
                        row.getColumn("seq", Long.class),
                        new RunId(row.getColumn("id", UUID.class))))
        .list();
  }

  /// False if the project has, or had, a run of that name.
  static boolean insert(
      Tx tx,
      RunId id,
      ProjectId project,
      UUID namespaceId,
      Name name,
      Optional<RunId> parent,
      UUID by,
      Instant now) {
    return tx.handle()
            .createUpdate(
                """
                insert into run
                  (id, project_id, namespace_id, name, name_key, state, config, summary,
                   environment, notes, parent_id, created_at, created_by, started_at)
                values
                  (:id, :project, :namespace, :name, :key, 'running', '{}', '{}',
                   '{}', '', :parent, :now, :by, :now)
                on conflict (project_id, name_key) do nothing
                """)
            .bind("id", id.value())
            .bind("project", project.value())
            .bind("namespace", namespaceId)
            .bind("name", name.text())
            .bind("key", name.key())
            .bindByType("parent", parent.map(RunId::value).orElse(null), UUID.class)
            .bind("now", now)
            .bind("by", by)
            .execute()
        == 1;
  }

  /// Takes the row's lock until the transaction ends; false if the run is deleted.
  static boolean lock(Tx tx, RunId id) {
    return tx.handle()
            .createUpdate("update run set state = state where id = :id and deleted_at is null")
            .bind("id", id.value())
            .execute()
        == 1;
  }

  /// What was set by hand in the summary, without the metrics below it.
  static JsonObject summaryByHand(Reading reading, RunId id) {
    return reading
        .handle()
        .createQuery("select summary from run where id = :id")
        .bind("id", id.value())
        .mapTo(JsonObject.class)
        .one();
  }

  /// Writes all that may be edited. `summary` is what was set by hand.
  static void update(Tx tx, Run run, JsonObject summary) {
    tx.handle()
        .createUpdate(
            """
            update run
            set title = :title, notes = :notes, run_group = :group, job_type = :jobType,
                config = :config, summary = :summary, environment = :environment,
                revision = revision + 1
            where id = :id
            """)
        .bind("id", run.id().value())
        .bindByType("title", run.title().map(Title::text).orElse(null), String.class)
        .bind("notes", run.notes())
        .bindByType("group", run.group().map(Title::text).orElse(null), String.class)
        .bindByType("jobType", run.jobType().map(Title::text).orElse(null), String.class)
        .bind("config", run.config())
        .bind("summary", summary)
        .bind("environment", run.environment())
        .execute();
  }

  /// Ends the run if it has not ended; whether it did.
  static boolean end(Tx tx, RunId id, RunState state, Optional<Integer> exitCode, Instant now) {
    return tx.handle()
            .createUpdate(
                """
                update run
                set state = :state, exit_code = :exitCode, finished_at = :now,
                    revision = revision + 1
                where id = :id and state in ('running', 'crashed') and deleted_at is null
                """)
            .bind("id", id.value())
            .bind("state", state.text())
            .bindByType("exitCode", exitCode.orElse(null), Integer.class)
            .bind("now", now)
            .execute()
        == 1;
  }

  /// Sets an ended or silent run going again.
  static void resume(Tx tx, RunId id, Instant now) {
    tx.handle()
        .createUpdate(
            """
            update run
            set state = 'running', exit_code = null, finished_at = null,
                revision = revision + 1,
                heartbeat_at = case when heartbeat_at is null then null else :now end
            where id = :id
            """)
        .bind("id", id.value())
        .bind("now", now)
        .execute();
  }

  /// The run said that it lives. An ended run stays as it is.
  static void heartbeat(Tx tx, RunId id, Instant now) {
    tx.handle()
        .createUpdate("update run set heartbeat_at = :now where id = :id and state = 'running'")
        .bind("id", id.value())
        .bind("now", now)
        .execute();
  }

  /// Data came: a sign of life of a run that gives such signs. Takes the row's lock in any case;
  /// false if the run is deleted.
  static boolean heard(Tx tx, RunId id, Instant now) {
    return tx.handle()
            .createUpdate(
                """
                update run
                set heartbeat_at = case when state = 'running' and heartbeat_at is not null
                                   then :now else heartbeat_at end
                where id = :id and deleted_at is null
                """)
            .bind("id", id.value())
            .bind("now", now)
            .execute()
        == 1;
  }

  /// Puts these tags in the place of the old.
  static void setTags(Tx tx, RunId id, List<Label> tags) {
    tx.handle()
        .createUpdate("delete from run_tag where run_id = :run")
        .bind("run", id.value())
        .execute();
    for (var tag : tags) {
      tx.handle()
          .createUpdate(
              """
              insert into run_tag (run_id, tag_key, spelling) values (:run, :key, :spelling)
              on conflict do nothing
              """)
          .bind("run", id.value())
          .bind("key", tag.key())
          .bind("spelling", tag.text())
          .execute();
    }
  }

  /// False if it was deleted before.
  static boolean delete(Tx tx, RunId id, Instant now) {
    return tx.handle()
            .createUpdate(
                """
                update run set deleted_at = :now
                where id = :id and deleted_at is null
                """)
            .bind("id", id.value())
            .bind("now", now)
            .execute()
        == 1;
  }

  /// Columns `state` and `heartbeat_at` of a row as the state that they mean, if a run is silent
  /// that was not heard of since.
  static RunState state(RowView row, Instant silentSince) {
    var heartbeat = Optional.ofNullable(row.getColumn("heartbeat_at", Instant.class));
    return RunState.of(row.getColumn("state", String.class), heartbeat, silentSince);
  }

  static RunPath path(RowView row) {
    return new RunPath(
        new Name(row.getColumn("team", String.class)),
        new Name(row.getColumn("project", String.class)),
        new Name(row.getColumn("name", String.class)));
  }

  static Optional<Title> title(RowView row, String column) {
    return Optional.ofNullable(row.getColumn(column, String.class)).map(Title::new);
  }

  private static Run run(RowView row, Instant silentSince) {
    return new Run(
        new RunId(row.getColumn("id", UUID.class)),
        path(row),
        row.getColumn("revision", Long.class),
        title(row, "title"),
        state(row, silentSince),
        row.getColumn("config", JsonObject.class),
        summary(row),
        row.getColumn("environment", JsonObject.class),
        title(row, "run_group"),
        title(row, "job_type"),
        tags(row),
        row.getColumn("notes", String.class),
        Optional.ofNullable(row.getColumn("parent", String.class)).map(Name::new),
        Optional.ofNullable(row.getColumn("exit_code", Integer.class)),
        row.getColumn("created_at", Instant.class),
        new Name(row.getColumn("created_by", String.class)),
        row.getColumn("started_at", Instant.class),
        Optional.ofNullable(row.getColumn("heartbeat_at", Instant.class)),
        Optional.ofNullable(row.getColumn("finished_at", Instant.class)),
        RunWriters.clash(row));
  }

  /// No tag holds the `/` that stands between them.
  private static List<Label> tags(RowView row) {
    return Optional.ofNullable(row.getColumn("tags", String.class)).stream()
        .flatMap(joined -> Arrays.stream(joined.split("/", -1)))
        .map(Label::new)
        .toList();
  }

  private static JsonObject summary(RowView row) {
    var metrics =
        Optional.ofNullable(row.getColumn("last_values", JsonObject.class))
            .map(LastValues::new)
            .map(LastValues::values)
            .orElse(JsonObject.empty());
    return metrics.with(row.getColumn("summary", JsonObject.class));
  }
}
