// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// How often and how long a call is repeated when the server cannot be reached or asks for time.
///
/// Pauses double from `firstPause` up to `longestPause`, each multiplied by a random factor of 0.5
/// to 1, so that many clients do not come back at once.
///
/// @param patience how long after a failure attempts are made, once the server has answered this
///   client before; long enough for a restart. An attempt that itself ran longer begins it anew
/// @param firstPatience the same while it never answered: a wrong address should fail soon
public record RetryPolicy(
    Duration patience, Duration firstPatience, Duration firstPause, Duration longestPause) {
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(
          Duration.ofSeconds(45),
          Duration.ofSeconds(2),
          Duration.ofMillis(200),
          Duration.ofSeconds(5));

  /// No second attempt.
  public static final RetryPolicy NONE =
      new RetryPolicy(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

  Duration pause(int attempt, RandomGenerator random) {
    var doubled = firstPause.multipliedBy(1L << Math.min(attempt, 16));
    var longest = doubled.compareTo(longestPause) > 0 ? longestPause : doubled;
    return Duration.ofNanos((long) (longest.toNanos() * (0.5 + random.nextDouble() / 2)));
  }

  static void rest(Duration pause) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
  }
}
