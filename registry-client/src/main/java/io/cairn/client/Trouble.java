// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.time.Duration;

/// Since when one call has been failing. Patience counts from the failure, not from the beginning
/// of the attempt: an upload may be at work for an hour before its line breaks.
final class Trouble {
  /// Attempts that took longer than the patience and begin it anew.
  private static final int MAX_LONG_ATTEMPTS = 6;

  private long sinceNanos;
  private boolean hasBegun;
  private int longAttempts;

  /// One more attempt has failed.
  ///
  /// @param beganNanos when the attempt began
  /// @param isTimeout true if it was given up because nothing came: all of it was trouble
  /// @return true if there is no time left for `pause` and another attempt
  boolean isOver(
      long beganNanos, long nowNanos, boolean isTimeout, Duration patience, Duration pause) {
    var isLong = !isTimeout && nowNanos - beganNanos > patience.toNanos();
    if (isLong) {
      longAttempts++;
    }
    if (!hasBegun || isLong && longAttempts <= MAX_LONG_ATTEMPTS) {
      sinceNanos = isTimeout ? beganNanos : nowNanos;
      hasBegun = true;
    }
    return nowNanos - sinceNanos + pause.toNanos() > patience.toNanos();
  }
}
