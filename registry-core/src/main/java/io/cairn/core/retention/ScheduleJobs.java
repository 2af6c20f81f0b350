// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.retention;

import io.cairn.core.event.Events.Origin;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.failure.Failure;
import io.cairn.core.job.Job;
import io.cairn.core.job.JobKind;
import io.cairn.core.job.Jobs;
import io.cairn.core.json.JsonObject;
import io.cairn.core.time.Timeline;
import java.time.Duration;
import java.time.Instant;

/// Opens a job when its time has come: so long after the last one of its kind was opened, or after
/// the installation was made.
public final class ScheduleJobs {
  private final Facts facts;
  private final Jobs jobs;
  private final Timeline timeline;

  public ScheduleJobs(Facts facts, Jobs jobs, Timeline timeline) {
    this.facts = facts;
    this.jobs = jobs;
    this.timeline = timeline;
  }

  /// @param every zero for never
  /// @return whether one was opened
  public boolean run(JobKind kind, Duration every) {
    if (every.isZero() || !facts.read(reading -> isDue(reading, kind, every))) {
      return false;
    }
    try {
      facts.write(tx -> jobs.open(tx, Origin.SYSTEM, kind, JsonObject.empty()));
      return true;
    } catch (Failure.Conflict _) {
      // Another server was first.
      return false;
    }
  }

  private boolean isDue(Reading reading, JobKind kind, Duration every) {
    var last = jobs.latest(reading, kind);
    if (last.filter(job -> job.state().isOpen()).isPresent()) {
      return false;
    }
    var since = last.map(Job::createdAt).orElseGet(() -> firstDay(reading));
    return !since.plus(every).isAfter(timeline.now());
  }

  /// Of the installation; before anybody is here it is now.
  private Instant firstDay(Reading reading) {
    return reading
        .handle()
        .createQuery("select min(created_at) as first_day from app_user")
        .mapTo(Instant.class)
        .findOne()
        .orElseGet(timeline::now);
  }
}
