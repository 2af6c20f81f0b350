// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.retention;

import java.time.Duration;
import java.util.function.Predicate;

/// Holds readers to a rate: one, or all that share it together. Safe for many threads.
public final class Throttle {
  /// Readers that were slow for a while may not be fast for as long after.
  private static final long MAX_CREDIT_NANOS = 1_000_000_000L;

  private final long bytesPerSecond;
  private long dueNanos = System.nanoTime();

  /// @param bytesPerSecond 0 for no bound
  public Throttle(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  /// So many bytes were read. Waits until that is no more than the rate allows.
  ///
  /// @param pause waits; false to break off
  /// @return false to break off
  public boolean pass(int bytes, Predicate<Duration> pause) {
    if (bytesPerSecond == 0) {
      return true;
    }
    var due = due(bytes);
    for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      // A long wait in pieces, so that a stop is noticed.
      if (!pause.test(Duration.ofNanos(Math.min(left, MAX_CREDIT_NANOS)))) {
        return false;
      }
    }
    return true;
  }

  private synchronized long due(int bytes) {
    dueNanos = Math.max(dueNanos, System.nanoTime() - MAX_CREDIT_NANOS);
    dueNanos += (long) (bytes * (1e9 / bytesPerSecond));
    return dueNanos;
  }
}
