// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.failure.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long a version is meant to live, counted from when it was made. A time of its own takes the
/// place of what keep rules say of its age.
///
/// @param seconds 1 to a hundred years; 0: without end; -1: no time of its own, the rules decide
public record Ttl(long seconds) {
  public static final Ttl BY_RULES = new Ttl(-1);
  public static final Ttl WITHOUT_END = new Ttl(0);
  private static final long MAX = 36_500L * 86_400;

  public Ttl {
    if (seconds < -1 || seconds > MAX) {
      throw new Failure.Invalid(
          "ttlSeconds",
          "ttl.range",
          "a time to live has 1 to " + MAX + " seconds; 0 is without end, -1 as keep rules say");
    }
  }

  public boolean isOwn() {
    return seconds >= 0;
  }

  /// When one made then is over; empty if never by a time of its own.
  public Optional<Instant> end(Instant made) {
    return seconds > 0 ? Optional.of(made.plusSeconds(seconds)) : Optional.empty();
  }

  /// Whether it takes the place of another that was given before.
  boolean isLongerThan(Ttl other) {
    if (equals(WITHOUT_END)) {
      return !other.equals(WITHOUT_END);
    }
    return other.seconds > 0 && seconds > other.seconds;
  }

  /// As people read it.
  @Override
  public String toString() {
    if (seconds <= 0) {
      return seconds == 0 ? "without end" : "as keep rules say";
    }
    var time = Duration.ofSeconds(seconds);
    return time.equals(Duration.ofDays(time.toDays()))
        ? time.toDays() + " d"
        : time.equals(Duration.ofHours(time.toHours())) ? time.toHours() + " h" : seconds + " s";
  }
}
