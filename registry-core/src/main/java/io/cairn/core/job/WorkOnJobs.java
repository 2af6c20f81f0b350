// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.job;

import io.cairn.core.event.Events.Origin;
import io.cairn.core.fact.Engine;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.time.Timeline;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/// Takes up an open job of a kind that nobody works on, and does it.
public final class WorkOnJobs {
  private final Facts facts;
  private final Jobs jobs;
  private final Timeline timeline;

  public WorkOnJobs(Facts facts, Jobs jobs, Timeline timeline) {
    this.facts = facts;
    this.jobs = jobs;
    this.timeline = timeline;
  }

  /// @param stopping counts to zero when the server stops: the job goes on with the next one
  /// @return the job as it was left; empty if there was nothing to do
  /// @throws Failure.Unavailable if what the work needs is away; the job stays open
  public Optional<Job> run(JobWork work, CountDownLatch stopping) {
    var taken = take(work.kind(), stopping);
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    var turn = taken.get();
    try {
      finish(turn, work.run(turn), stopping);
    } catch (Failure.Unavailable e) {
      throw e;
    } catch (Failure e) {
      fail(turn, e.code(), e.text());
    } catch (RuntimeException e) {
      fail(turn, "internal", "something failed on the server; its log has it");
      throw e;
    }
    return facts.read(reading -> JobRows.find(reading, turn.job().id()));
  }

  /// At the start of a server that has the data base alone: nobody else can be at work, whatever an
  /// earlier process had said.
  public void begin() {
    if (facts.engine() == Engine.SQLITE && facts.read(JobRows::isAnyRunning)) {
      facts.write(tx -> {
        JobRows.letAllGo(tx);
        return tx;
      });
    }
  }

  /// Where another worker was quicker, there may be a next one.
  private Optional<JobTurn> take(JobKind kind, CountDownLatch stopping) {
    while (true) {
      var now = timeline.now();
      var free = facts.read(reading -> JobRows.free(reading, kind, now));
      if (free.isEmpty()) {
        return Optional.empty();
      }
      var turn = facts.write(tx -> take(tx, free.get().id(), now, stopping));
      if (turn.isPresent()) {
        return turn;
      }
    }
  }

  private Optional<JobTurn> take(Tx tx, UUID id, Instant now, CountDownLatch stopping) {
    var fence = JobRows.take(tx, id, now, now.plus(JobTurn.HOLD));
    return fence.isEmpty()
        ? Optional.empty()
        : JobRows.find(tx, id)
            .map(job -> new JobTurn(facts, timeline, job, fence.getAsLong(), stopping));
  }

  private void finish(JobTurn turn, boolean isDone, CountDownLatch stopping) {
    facts.write(tx -> {
      var job = JobRows.find(tx, turn.job().id()).orElseThrow();
      if (isDone) {
        end(tx, turn, job, JobState.DONE);
      } else if (job.isStopAsked()) {
        end(tx, turn, job, JobState.STOPPED);
      } else if (stopping.getCount() == 0) {
        JobRows.letGo(tx, job.id(), turn.fence());
      }
      return job;
    });
  }

  private void end(Tx tx, JobTurn turn, Job job, JobState state) {
    if (JobRows.finish(tx, job.id(), turn.fence(), state, timeline.now())
        && state == JobState.DONE) {
      jobs.tell(tx, Origin.SYSTEM, job.id(), job.kind(), "finished", job.report());
    }
  }

  private void fail(JobTurn turn, String code, String text) {
    var error = JsonObject.of("report", Map.of("code", code, "error", text));
    facts.write(tx -> {
      var job = JobRows.find(tx, turn.job().id()).orElseThrow();
      var report = job.report().with(error);
      JobRows.save(tx, job.id(), turn.fence(), job.place(), job.tally(), report, timeline.now());
      if (JobRows.finish(tx, job.id(), turn.fence(), JobState.FAILED, timeline.now())) {
        jobs.tell(tx, Origin.SYSTEM, job.id(), job.kind(), "failed", report);
      }
      return job;
    });
  }
}
