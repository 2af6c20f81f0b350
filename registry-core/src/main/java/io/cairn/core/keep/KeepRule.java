// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.keep;

import io.cairn.core.failure.Failure;
import java.time.Duration;

/// What is kept of old versions. Whatever it says, a version stays that is linked, bears an alias
/// that somebody set, or is the base of an open draft.
///
/// @param last so many of the newest of each collection stay; 0 to 1,000,000
/// @param ancestorDays what a protected alias pointed at within so many days stays, with all that
///   it was made of; 0 for nothing
/// @param expireDays what nothing keeps goes when it is so many days old
public record KeepRule(long last, long ancestorDays, long expireDays) {
  private static final long MAX_LAST = 1_000_000;
  private static final long MAX_DAYS = 36_500;

  public KeepRule {
    require("keepLast", last, MAX_LAST);
    require("ancestorDays", ancestorDays, MAX_DAYS);
    require("expireAfterDays", expireDays, MAX_DAYS);
  }

  private static void require(String field, long value, long max) {
    if (value < 0 || value > max) {
      throw new Failure.Invalid(field, "keep.range", field + " must be from 0 to " + max);
    }
  }

  Duration ancestors() {
    return Duration.ofDays(ancestorDays);
  }

  Duration expiry() {
    return Duration.ofDays(expireDays);
  }

  /// As people read it.
  @Override
  public String toString() {
    return "keep last "
        + last
        + ", keep aliased or linked"
        + (ancestorDays == 0
            ? ""
            : ", keep ancestors of protected aliases of " + ancestorDays + " d")
        + ", else expire after "
        + expireDays
        + " d";
  }
}
