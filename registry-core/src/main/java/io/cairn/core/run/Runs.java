// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import io.cairn.core.name.RunId;
import io.cairn.core.name.Title;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import io.cairn.core.project.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;

/// Rows of runs.
final class Runs {
  /// How long a run that ever sent a heartbeat may be silent before it counts as crashed.
  static final Duration SILENCE = Duration.ofMinutes(5);

  private static final String SELECT =
      """
      select r.seq, r.id, n.name as team, p.name as project, r.name, r.title, r.state, r.config,
             r.summary, r.environment, r.run_group, r.job_type, r.notes, pr.name as parent,
             r.exit_code, r.created_at, u.name as created_by, r.started_at,
             r.heartbeat_at, r.finished_at, r.deleted_at, s.last_values,
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

  private record Numbered(long seq, Run run) {}

  /// A run as found by its name, which stays taken when the run is deleted.
  record Found(Run run, boolean isDeleted) {}

  /// Index: the unique key of run.
  static Optional<Found> byName(Reading reading, ProjectId project, Name name, Instant now) {
    return reading
        .handle()
        .createQuery(SELECT + "where r.project_id = :project and r.name_key = :key")
        .bind("project", project.value())
        .bind("key", name.key())
        .map(
            (RowViewMapper<Found>)
                row ->
                    new Found(
                        run(row, now),
                        Optional.ofNullable(row.getColumn("deleted_at", Instant.class))
                            .isPresent()))
        .findOne();
  }

  static Optional<Run> byId(Reading reading, RunId id, Instant now) {
    return reading
        .handle()
        .createQuery(SELECT + "where r.id = :id")
        .bind("id", id.value())
        .map((RowViewMapper<Run>) row -> run(row, now))
        .findOne();
  }

  /// Newest first. Index: run_by_seq.
  static Page<Run> page(Reading reading, ProjectId project, PageRequest request, Instant now) {
    var rows =
        reading
            .handle()
            .createQuery(
                SELECT
                    + """
                    where r.project_id = :project and r.deleted_at is null and r.seq < :after
                    order by r.seq desc limit :n
                    """)
            .bind("project", project.value())
            .bind("after", request.afterSeq(Long.MAX_VALUE))
            .bind("n", request.limit() + 1)
            .map(
                (RowViewMapper<Numbered>)
                    row -> new Numbered(row.getColumn("seq", Long.class), run(row, now)))
            .list();
    return Page.of(rows, request.limit(), row -> Cursor.of(row.seq())).map(Numbered::run);
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
                config = :config, summary = :summary, environment = :environment
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
                set state = :state, exit_code = :exitCode, finished_at = :now
                where id = :id and state = 'running' and deleted_at is null
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

  /// Data came: a sign of life of a run that gives such signs.
  static void heard(Tx tx, RunId id, Instant now) {
    tx.handle()
        .createUpdate(
            """
            update run set heartbeat_at = :now
            where id = :id and state = 'running' and heartbeat_at is not null
            """)
        .bind("id", id.value())
        .bind("now", now)
        .execute();
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

  /// Columns `state` and `heartbeat_at` of a row as the state that they mean at `now`.
  static RunState state(RowView row, Instant now) {
    var stored =
        switch (row.getColumn("state", String.class)) {
          case "running" -> RunState.RUNNING;
          case "finished" -> RunState.FINISHED;
          case "failed" -> RunState.FAILED;
          default -> throw new IllegalStateException("a run of unknown state");
        };
    var isSilent =
        Optional.ofNullable(row.getColumn("heartbeat_at", Instant.class))
            .filter(last -> last.plus(SILENCE).isBefore(now))
            .isPresent();
    return stored == RunState.RUNNING && isSilent ? RunState.CRASHED : stored;
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

  private static Run run(RowView row, Instant now) {
    return new Run(
        new RunId(row.getColumn("id", UUID.class)),
        path(row),
        title(row, "title"),
        state(row, now),
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
        Optional.ofNullable(row.getColumn("finished_at", Instant.class)));
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
