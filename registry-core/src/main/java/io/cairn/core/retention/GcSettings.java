// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.retention;

import java.time.Duration;

/// Bounds of the collection of garbage.
///
/// @param grace how long a blob is left alone after it was last sent, or asked for and found
/// @param trash how long what nothing needs is still kept before its bytes go
/// @param undeleteWindow how long what was deleted can be brought back
/// @param maxFraction most that may go at once, as a part of all blobs and of all bytes
public record GcSettings(
    Duration grace, Duration trash, Duration undeleteWindow, double maxFraction) {
  public GcSettings {
    if (grace.isNegative() || grace.isZero()) {
      throw new IllegalArgumentException("the grace must be longer than nothing");
    }
    if (trash.isNegative() || undeleteWindow.isNegative()) {
      throw new IllegalArgumentException("trash and undelete window must not be negative");
    }
  }
}
