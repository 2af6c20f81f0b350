// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.cairn.core.content.BlobStore;
import io.cairn.core.failure.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/// Whether the place of the bytes answers. Anybody may ask, so the place itself is asked seldom.
@ApplicationScoped
public class StoreHealth {
  private static final Logger LOG = Logger.getLogger(StoreHealth.class);
  private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

  private final BlobStore store;
  private final AtomicReference<Seen> last =
      new AtomicReference<>(new Seen(System.nanoTime() - FRESH_NANOS, true));

  private record Seen(long atNanos, boolean isWell) {}

  StoreHealth(BlobStore store) {
    this.store = store;
  }

  boolean isWell() {
    var seen = last.get();
    if (System.nanoTime() - seen.atNanos() < FRESH_NANOS) {
      return seen.isWell();
    }
    // Who comes while one asks hears what was seen last.
    if (!last.compareAndSet(seen, new Seen(System.nanoTime(), seen.isWell()))) {
      return last.get().isWell();
    }
    var isWell = ask();
    last.set(new Seen(System.nanoTime(), isWell));
    return isWell;
  }

  private boolean ask() {
    try {
      store.requireAnswering();
      return true;
    } catch (Failure e) {
      LOG.warnf(e, "not ready: %s", e.text());
      return false;
    }
  }
}
