// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.core.failure.Failure;
import io.cairn.storage.local.LocalBlobStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Tries the disk again and again while a fault keeps the local store read-only, so that writes
/// come back without a hand.
@ApplicationScoped
public class DiskWatch {
  private static final Logger LOG = Logger.getLogger(DiskWatch.class);
  private static final long EVERY_SECONDS = 2;

  private final LocalBlobStore store;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("cairn-disk-", 0).factory());
  private boolean isTold;

  DiskWatch(@Identifier("local") LocalBlobStore store) {
    this.store = store;
  }

  void begin(@Observes StartupEvent start) {
    clock.scheduleWithFixedDelay(this::watch, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  void end(@Observes ShutdownEvent stop) {
    clock.shutdownNow();
  }

  private void watch() {
    if (!store.isReadOnly()) {
      return;
    }
    try {
      store.checkDisk();
      LOG.warn("the disk was found well again; the blob store takes writes");
      isTold = false;
    } catch (Failure e) {
      if (!isTold) {
        LOG.error("the blob store is read-only after a disk fault; it is tried again and again", e);
        isTold = true;
      }
    } catch (RuntimeException e) {
      LOG.error("the disk could not be checked; it is tried again", e);
    }
  }
}
