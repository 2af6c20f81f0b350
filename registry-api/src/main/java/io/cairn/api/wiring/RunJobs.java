// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.core.failure.Failure;
import io.cairn.core.run.BackfillRunValues;
import io.cairn.core.run.DetectCrashes;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/// What is done about runs in the background, in every server: the use cases share the work.
@ApplicationScoped
public class RunJobs {
  private static final Logger LOG = Logger.getLogger(RunJobs.class);

  private final DetectCrashes detectCrashes;
  private final BackfillRunValues backfillRunValues;

  RunJobs(DetectCrashes detectCrashes, BackfillRunValues backfillRunValues) {
    this.detectCrashes = detectCrashes;
    this.backfillRunValues = backfillRunValues;
  }

  @Scheduled(
      identity = "run-crashes",
      every = "${cairn.run.crash-check-every:60S}",
      delayed = "2S",
      concurrentExecution = ConcurrentExecution.SKIP)
  void crashes() {
    try {
      backfillRunValues.run();
      var crashed = detectCrashes.run();
      if (crashed > 0) {
        LOG.infof("runs crashed count=%d", crashed);
      }
    } catch (Failure.Unavailable e) {
      LOG.warnf(e, "runs were not looked after; again in a while");
    }
  }
}
