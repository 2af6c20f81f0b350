// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/// Does something about a line on which nothing has moved for too long: without a broken connection
/// nobody else notices for a quarter of an hour or for ever.
final class SilenceWatch implements AutoCloseable {
  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("cairn-silence-", 0).factory());

  private final AtomicBoolean isOver = new AtomicBoolean();
  private final ScheduledFuture<?> rounds;

  private SilenceWatch(LongSupplier lastMoveNanos, Duration silence, Runnable then) {
    var period = Math.max(10, silence.toMillis() / 8);
    rounds =
        CLOCK.scheduleWithFixedDelay(
            () -> {
              var isSilent = System.nanoTime() - lastMoveNanos.getAsLong() > silence.toNanos();
              if (isSilent && isOver.compareAndSet(false, true)) {
                then.run();
              }
            },
            period,
            period,
            TimeUnit.MILLISECONDS);
  }

  /// Runs `then` once if nothing has moved for that long.
  static SilenceWatch over(LongSupplier lastMoveNanos, Duration silence, Runnable then) {
    return new SilenceWatch(lastMoveNanos, silence, then);
  }

  @Override
  public void close() {
    isOver.set(true);
    rounds.cancel(false);
  }
}
