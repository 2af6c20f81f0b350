// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.job;

import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.json.JsonObject;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;

/// Rows of jobs.
final class JobRows {
  private static final String SELECT =
      """
      select seq, id, kind, subject, state, options, place, report, done_count, done_bytes, total_count,
             total_bytes, requested_by, created_at, started_at, finished_at, is_stop_asked
      from job
      """;

  private record Numbered(long seq, Job job) {}

  private JobRows() {}

  /// False if one of its kind is open already.
  static boolean insert(Tx tx, Job job) {
    return tx.handle()
            .createUpdate(
                """
                insert into job
                  (id, kind, subject, state, options, place, report, done_count, done_bytes, total_count,
                   total_bytes, requested_by, created_at, is_stop_asked, fence, held_until)
                values
                  (:id, :kind, :subject, 'waiting', :options, '', '{}', 0, 0, 0, 0, :by, :now, false, 0, 0)
                on conflict do nothing
                """)
            .bind("id", job.id())
            .bind("kind", job.kind().text())
            .bind("subject", job.subject())
            .bind("options", job.options())
            .bindByType("by", job.requestedBy().orElse(null), UUID.class)
            .bind("now", job.createdAt())
            .execute()
        == 1;
  }

  static Optional<Job> find(Reading reading, UUID id) {
    return reading
        .handle()
        .createQuery(SELECT + "where id = :id")
        .bind("id", id)
        .map((RowViewMapper<Job>) row -> numbered(row).job())
        .findOne();
  }

  /// Index: job_by_kind.
  static Optional<Job> latest(Reading reading, JobKind kind) {
    return reading
        .handle()
        .createQuery(SELECT + "where kind = :kind order by seq desc limit 1")
        .bind("kind", kind.text())
        .map((RowViewMapper<Job>) row -> numbered(row).job())
        .findOne();
  }

  /// Index: job_by_subject.
  static Optional<Job> latest(Reading reading, JobKind kind, String subject) {
    return reading
        .handle()
        .createQuery(SELECT + "where kind = :kind and subject = :subject order by seq desc limit 1")
        .bind("kind", kind.text())
        .bind("subject", subject)
        .map((RowViewMapper<Job>) row -> numbered(row).job())
        .findOne();
  }

  /// Of the open ones that nobody holds, that of whoever has the fewest under way, and of these the
  /// oldest: who opens many does not keep others waiting. Index: job_open.
  static Optional<Job> free(Reading reading, JobKind kind, Instant now) {
    return reading
        .handle()
        .createQuery(
            """
            with busy as materialized (
              select requested_by from job
              where kind = :kind and state = 'running' and held_until > :now
            )
            """
                + SELECT
                + """
                where kind = :kind and state in ('waiting', 'running') and held_until <= :now
                order by (select count(*) from busy where busy.requested_by = job.requested_by), seq
                limit 1
                """)
        .bind("kind", kind.text())
        .bind("now", now)
        .map((RowViewMapper<Job>) row -> numbered(row).job())
        .findOne();
  }

  /// Those of a subject that are over; what they found goes with them.
  static void forget(Tx tx, JobKind kind, String subject) {
    tx.handle()
        .createUpdate(
            """
            delete from job
            where kind = :kind and subject = :subject and state not in ('waiting', 'running')
            """)
        .bind("kind", kind.text())
        .bind("subject", subject)
        .execute();
  }

  /// Newest first.
  static Page<Job> page(Reading reading, JobKind kind, PageRequest page) {
    var rows =
        reading
            .handle()
            .createQuery(
                SELECT + "where kind = :kind and seq < :before order by seq desc limit :limit")
            .bind("kind", kind.text())
            .bind("before", page.afterSeq(Long.MAX_VALUE))
            .bind("limit", page.limit() + 1)
            .map((RowViewMapper<Numbered>) JobRows::numbered)
            .list();
    return Page.of(rows, page.limit(), row -> Cursor.of(row.seq())).map(Numbered::job);
  }

  /// Compare and set: the open job of that kind that nobody holds becomes the caller's until then.
  ///
  /// @return the number of its turn; empty if there is none
  static OptionalLong take(Tx tx, UUID id, Instant now, Instant until) {
    return tx.handle()
        .createQuery(
            """
            update job
            set state = 'running', fence = fence + 1, held_until = :until,
                started_at = coalesce(started_at, :now)
            where id = :id and state in ('waiting', 'running') and held_until <= :now
            returning fence
            """)
        .bind("id", id)
        .bind("now", now)
        .bind("until", until)
        .mapTo(Long.class)
        .findOne()
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  /// False if the turn is somebody else's by now, or the job is over.
  static boolean save(
      Tx tx, UUID id, long fence, String place, Tally tally, JsonObject report, Instant until) {
    return tx.handle()
            .createUpdate(
                """
                update job
                set place = :place, report = :report, done_count = :doneCount,
                    done_bytes = :doneBytes, total_count = :totalCount, total_bytes = :totalBytes,
                    held_until = :until
                where id = :id and fence = :fence and state = 'running'
                """)
            .bind("id", id)
            .bind("fence", fence)
            .bind("place", place)
            .bind("report", report)
            .bind("doneCount", tally.doneCount())
            .bind("doneBytes", tally.doneBytes())
            .bind("totalCount", tally.totalCount())
            .bind("totalBytes", tally.totalBytes())
            .bind("until", until)
            .execute()
        == 1;
  }

  /// Locks the turn for this transaction; false if it is somebody else's by now.
  static boolean hold(Tx tx, UUID id, long fence) {
    return tx.handle()
            .createUpdate(
                """
                update job set fence = fence
                where id = :id and fence = :fence and state = 'running'
                """)
            .bind("id", id)
            .bind("fence", fence)
            .execute()
        == 1;
  }

  /// Whoever comes next may take it at once.
  static void letGo(Tx tx, UUID id, long fence) {
    tx.handle()
        .createUpdate("update job set held_until = 0 where id = :id and fence = :fence")
        .bind("id", id)
        .bind("fence", fence)
        .execute();
  }

  static boolean isAnyRunning(Reading reading) {
    return reading
        .handle()
        .createQuery("select 1 from job where state = 'running' limit 1")
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  static void letAllGo(Tx tx) {
    tx.handle().execute("update job set held_until = 0 where state = 'running'");
  }

  static boolean finish(Tx tx, UUID id, long fence, JobState state, Instant now) {
    return tx.handle()
            .createUpdate(
                """
                update job set state = :state, finished_at = :now, held_until = 0
                where id = :id and fence = :fence and state = 'running'
                """)
            .bind("id", id)
            .bind("fence", fence)
            .bind("state", state.text())
            .bind("now", now)
            .execute()
        == 1;
  }

  /// One that waits is over at once; one that runs is told. False if none is open.
  static boolean stop(Tx tx, JobKind kind, String subject, Instant now) {
    var waiting =
        tx.handle()
            .createUpdate(
                """
                update job set state = 'stopped', finished_at = :now
                where kind = :kind and subject = :subject and state = 'waiting'
                """)
            .bind("kind", kind.text())
            .bind("subject", subject)
            .bind("now", now)
            .execute();
    var running =
        tx.handle()
            .createUpdate(
                """
                update job set is_stop_asked = true
                where kind = :kind and subject = :subject and state = 'running'
                """)
            .bind("kind", kind.text())
            .bind("subject", subject)
            .execute();
    return waiting + running > 0;
  }

  private static Numbered numbered(RowView row) {
    var job =
        new Job(
            row.getColumn("id", UUID.class),
            JobKind.of(row.getColumn("kind", String.class)),
            row.getColumn("subject", String.class),
            JobState.of(row.getColumn("state", String.class)),
            row.getColumn("options", JsonObject.class),
            row.getColumn("place", String.class),
            row.getColumn("report", JsonObject.class),
            new Tally(
                row.getColumn("done_count", Long.class),
                row.getColumn("done_bytes", Long.class),
                row.getColumn("total_count", Long.class),
                row.getColumn("total_bytes", Long.class)),
            Optional.ofNullable(row.getColumn("requested_by", UUID.class)),
            row.getColumn("created_at", Instant.class),
            Optional.ofNullable(row.getColumn("started_at", Instant.class)),
            Optional.ofNullable(row.getColumn("finished_at", Instant.class)),
            row.getColumn("is_stop_asked", Boolean.class));
    return new Numbered(row.getColumn("seq", Long.class), job);
  }
}
