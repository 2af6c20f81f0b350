// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.api.config.DraftConfig;
import io.cairn.core.content.BlobStore;
import io.cairn.core.draft.ReapDrafts;
import io.cairn.core.time.Timeline;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Clears away expired drafts and unfinished uploads: soon after the start, and every ten minutes.
@ApplicationScoped
public class Reaping {
  private static final Logger LOG = Logger.getLogger(Reaping.class);
  private static final long FIRST_SECONDS = 5;
  private static final long EVERY_SECONDS = 600;

  private final ReapDrafts reapDrafts;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("cairn-reap-", 0).factory());

  private final BlobStore store;
  private final DraftConfig drafts;
  private final Timeline timeline;

  Reaping(ReapDrafts reapDrafts, BlobStore store, DraftConfig drafts, Timeline timeline) {
    this.reapDrafts = reapDrafts;
    this.store = store;
    this.drafts = drafts;
    this.timeline = timeline;
  }

  void begin(@Observes StartupEvent start) {
    clock.scheduleWithFixedDelay(this::reap, FIRST_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  void end(@Observes ShutdownEvent stop) {
    clock.shutdownNow();
  }

  private void reap() {
    try {
      var reaped = reapDrafts.run();
      if (reaped.drafts() + reaped.uploads() > 0) {
        LOG.infof(
            "removed %d expired drafts, %d unfinished uploads", reaped.drafts(), reaped.uploads());
      }
      var parts = store.removeUnfinished(timeline.now().minus(drafts.lifetime()));
      if (parts > 0) {
        LOG.infof("removed %d unfinished uploads from the store", parts);
      }
    } catch (RuntimeException e) {
      LOG.error("expired drafts could not be removed; the next round tries again", e);
    }
  }
}
