// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.job;

import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.time.Timeline;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The right to work on a job, until it is not renewed in time. For one thread.
///
/// The right has a number (a fencing token): after somebody else took the job over, nothing that is
/// written with an older number has effect.
public final class JobTurn {
  /// How long a worker may be silent before another takes over.
  public static final Duration HOLD = Duration.ofSeconds(60);

  private static final Duration SAVE_EVERY = Duration.ofSeconds(1);

  private final Facts facts;
  private final Timeline timeline;
  private final Job job;
  private final long fence;
  private final CountDownLatch stopping;
  private long savedAtNanos = System.nanoTime();

  JobTurn(Facts facts, Timeline timeline, Job job, long fence, CountDownLatch stopping) {
    this.facts = facts;
    this.timeline = timeline;
    this.job = job;
    this.fence = fence;
    this.stopping = stopping;
  }

  /// As it was when the turn began.
  public Job job() {
    return job;
  }

  /// Writes down how far the work is, and renews the right.
  ///
  /// @return false if the worker must break off: somebody asked for a stop, the server stops, or
  ///   another worker has the job by now
  public boolean save(String place, Tally tally, JsonObject report) {
    return saveAnyway(place, tally, report)
        && !facts.read(
            reading -> JobRows.find(reading, job.id()).map(Job::isStopAsked).orElse(true));
  }

  /// As [#save], but whoever asked for a stop has to wait: for what must not be left half done.
  public boolean saveAnyway(String place, Tally tally, JsonObject report) {
    var began = System.nanoTime();
    var until = timeline.now().plus(HOLD);
    var isOurs = facts.write(tx -> JobRows.save(tx, job.id(), fence, place, tally, report, until));
    savedAtNanos = began;
    return isOurs && stopping.getCount() > 0;
  }

  /// As [#save], if the last time was a while ago or the server stops.
  public boolean saveNowAndThen(String place, Tally tally, JsonObject report) {
    return stopping.getCount() > 0 && silence().compareTo(SAVE_EVERY) < 0
        || save(place, tally, report);
  }

  /// Since when nothing was saved.
  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - savedAtNanos);
  }

  /// Whether the right is good for long enough to do something that no data base undoes.
  public boolean isFresh() {
    return stopping.getCount() > 0 && silence().compareTo(HOLD.dividedBy(2)) < 0;
  }

  /// In a transaction of the work: it takes effect only if the right still holds.
  ///
  /// @throws Failure.Conflict `job.lost` if it does not
  public void require(Tx tx) {
    if (!JobRows.hold(tx, job.id(), fence)) {
      throw new Failure.Conflict("job.lost", "another worker has the job by now");
    }
  }

  /// Waits; false if the server stops.
  public boolean pause(Duration duration) {
    try {
      return !stopping.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  long fence() {
    return fence;
  }
}
