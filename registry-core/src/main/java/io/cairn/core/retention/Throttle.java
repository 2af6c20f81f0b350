// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.retention;

import java.time.Duration;
import java.util.function.Predicate;

/// Holds a reader to a rate. For one thread.
public final class Throttle {
  /// A reader that was slow for a while may not be fast for as long after.
  private static final long MAX_CREDIT_NANOS = 1_000_000_000L;

  private final long bytesPerSecond;
  private final Predicate<Duration> pause;
  private long dueNanos = System.nanoTime();

  /// @param bytesPerSecond 0 for no bound
  /// @param pause waits; false to break off
  public Throttle(long bytesPerSecond, Predicate<Duration> pause) {
    this.bytesPerSecond = bytesPerSecond;
    this.pause = pause;
  }

  /// So many bytes were read. Waits until that is no more than the rate allows; false to break off.
  public boolean pass(int bytes) {
    if (bytesPerSecond == 0) {
      return true;
    }
    var now = System.nanoTime();
    if (now - dueNanos > MAX_CREDIT_NANOS) {
      dueNanos = now - MAX_CREDIT_NANOS;
    }
    dueNanos += (long) (bytes * (1e9 / bytesPerSecond));
    while (dueNanos > now) {
      // A long wait in pieces, so that a stop is noticed.
      var nanos = Math.min(dueNanos - now, MAX_CREDIT_NANOS);
      if (!pause.test(Duration.ofNanos(nanos))) {
        return false;
      }
      now = System.nanoTime();
    }
    return true;
  }
}
