// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.api.config.GcConfig;
import io.cairn.api.config.ScrubConfig;
import io.cairn.api.wiring.KeepWiring.KeepShift;
import io.cairn.core.check.CheckReferences;
import io.cairn.core.check.VerifyVersion;
import io.cairn.core.job.JobKind;
import io.cairn.core.job.JobWork;
import io.cairn.core.job.WorkOnJobs;
import io.cairn.core.retention.CollectGarbage;
import io.cairn.core.retention.ScheduleJobs;
import io.cairn.core.retention.Scrub;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Works on jobs, a thread or a few for each kind, in every server: they take turns by the data
/// base. A stop breaks a job off; whoever starts next goes on with it.
@ApplicationScoped
public class JobThreads {
  private static final Logger LOG = Logger.getLogger(JobThreads.class);
  private static final int LOOK_EVERY_MILLIS = 1_000;
  private static final int SCHEDULE_EVERY_LOOKS = 60;

  /// Somebody waits for each of these. Those of references wait for other stores most of the time,
  /// those of bytes share one rate.
  private static final Set<JobKind> OF_VERSIONS = EnumSet.of(JobKind.CHECK, JobKind.VERIFY);

  private static final int OF_VERSIONS_AT_ONCE = 4;

  private final WorkOnJobs workOnJobs;
  private final ScheduleJobs scheduleJobs;
  private final List<Shift> shifts;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  private record Shift(JobWork work, Duration every) {}

  JobThreads(
      WorkOnJobs workOnJobs,
      ScheduleJobs scheduleJobs,
      Scrub scrub,
      ScrubConfig scrubConfig,
      CollectGarbage collectGarbage,
      GcConfig gcConfig,
      KeepShift keep,
      CheckReferences checkReferences,
      VerifyVersion verifyVersion) {
    this.workOnJobs = workOnJobs;
    this.scheduleJobs = scheduleJobs;
    this.shifts =
        List.of(
            new Shift(scrub, scrubConfig.every()),
            new Shift(collectGarbage, gcConfig.every()),
            new Shift(keep.work(), keep.every()),
            new Shift(checkReferences, Duration.ZERO),
            new Shift(verifyVersion, Duration.ZERO));
  }

  void begin(@Observes StartupEvent started) {
    try {
      workOnJobs.begin();
    } catch (RuntimeException e) {
      LOG.warn("jobs of an earlier process are taken up a minute later", e);
    }
    for (var shift : shifts) {
      var name = "cairn-" + shift.work().kind().text();
      var width = OF_VERSIONS.contains(shift.work().kind()) ? OF_VERSIONS_AT_ONCE : 1;
      for (var i = 0; i < width; i++) {
        threads.add(Thread.ofPlatform().name(name).daemon().start(() -> work(shift)));
      }
    }
  }

  void end(@Observes ShutdownEvent event) throws InterruptedException {
    stopping.countDown();
    for (var thread : threads) {
      thread.join();
    }
  }

  private void work(Shift shift) {
    try {
      for (var look = 0; !stopping.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS); look++) {
        once(shift, look % SCHEDULE_EVERY_LOOKS == 0);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void once(Shift shift, boolean isTimeToSchedule) {
    try {
      if (isTimeToSchedule) {
        scheduleJobs.run(shift.work().kind(), shift.every());
      }
      workOnJobs
          .run(shift.work(), stopping)
          .ifPresent(job ->
              LOG.infof(
                  "job kind=%s state=%s blobs=%d bytes=%d report=%s",
                  job.kind().text(),
                  job.state().text(),
                  job.tally().doneCount(),
                  job.tally().doneBytes(),
                  job.report()));
    } catch (RuntimeException e) {
      LOG.errorf(e, "job kind=%s met a fault; it is tried again", shift.work().kind().text());
    }
  }
}
