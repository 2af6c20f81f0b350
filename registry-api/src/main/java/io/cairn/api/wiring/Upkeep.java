// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.core.artifact.FillAttributes;
import io.cairn.core.draft.SweepDrafts;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.IntSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What is left from an earlier life of the data folder, done beside the work of the server: drafts
/// that a kill left half done are cleaned up, and versions from before the search made findable. A
/// stop breaks it off between two short transactions; the next start goes on.
@ApplicationScoped
public class Upkeep {
  private static final Logger LOG = Logger.getLogger(Upkeep.class);

  private final SweepDrafts sweep;
  private final FillAttributes fill;
  private volatile boolean isStopping;
  private @Nullable Thread thread;

  Upkeep(SweepDrafts sweep, FillAttributes fill) {
    this.sweep = sweep;
    this.fill = fill;
  }

  void begin(@Observes StartupEvent started) {
    thread = Thread.ofPlatform().name("cairn-upkeep").daemon().start(this::work);
  }

  void end(@Observes ShutdownEvent stopping) throws InterruptedException {
    isStopping = true;
    if (thread != null) {
      thread.join();
    }
  }

  private void work() {
    repeat("rows of drafts that had ended removed", sweep::run);
    repeat("older versions added to the search", fill::run);
  }

  private void repeat(String what, IntSupplier step) {
    var total = 0L;
    try {
      for (var count = 1; count > 0 && !isStopping; total += count) {
        count = step.getAsInt();
      }
    } catch (RuntimeException e) {
      LOG.errorf(e, "upkeep failed, the next start goes on: %s", what);
    }
    if (total > 0) {
      LOG.infof("upkeep: %d %s", total, what);
    }
  }
}
