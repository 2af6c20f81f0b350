// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.core.artifact.FillAttributes;
import io.cairn.core.draft.SweepDrafts;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What has to be done beside the work of the server, in short transactions: drafts that a kill
/// left half done are cleaned up, and versions that came without attributes (from an earlier
/// release, or with an import) made findable. A stop breaks it off; the next start goes on.
@ApplicationScoped
public class Upkeep {
  private static final Logger LOG = Logger.getLogger(Upkeep.class);

  private static final int PAUSE_SECONDS = 30;
  private static final int ROUNDS_BETWEEN_SWEEPS = 120;

  private final SweepDrafts sweep;
  private final FillAttributes fill;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private @Nullable Thread thread;

  Upkeep(SweepDrafts sweep, FillAttributes fill) {
    this.sweep = sweep;
    this.fill = fill;
  }

  void begin(@Observes StartupEvent started) {
    thread = Thread.ofPlatform().name("cairn-upkeep").daemon().start(this::work);
  }

  void end(@Observes ShutdownEvent event) throws InterruptedException {
    stopping.countDown();
    if (thread != null) {
      thread.join();
    }
  }

  private void work() {
    try {
      for (var round = 0; round == 0 || !stopping.await(PAUSE_SECONDS, TimeUnit.SECONDS); round++) {
        if (round % ROUNDS_BETWEEN_SWEEPS == 0) {
          repeat("rows of drafts that had ended removed", sweep::run);
        }
        repeat("versions added to the search", fill::run);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void repeat(String what, IntSupplier step) {
    var total = 0L;
    try {
      for (var count = 1; count > 0 && stopping.getCount() > 0; total += count) {
        count = step.getAsInt();
      }
    } catch (RuntimeException e) {
      LOG.errorf(e, "upkeep failed and is tried again later: %s", what);
    }
    if (total > 0) {
      LOG.infof("upkeep: %d %s", total, what);
    }
  }
}
