// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.time.Timeline;
import java.time.Duration;
import java.time.Instant;

/// How long a run that ever sent a heartbeat may be silent before it counts as crashed.
public record Heartbeats(Timeline timeline, Duration silence) {
  private static final Duration DEFAULT_SILENCE = Duration.ofMinutes(5);

  public Heartbeats {
    if (silence.isNegative() || silence.isZero()) {
      throw new IllegalArgumentException("silence must be positive");
    }
  }

  /// With the default silence.
  public static Heartbeats of(Timeline timeline) {
    return new Heartbeats(timeline, DEFAULT_SILENCE);
  }

  /// Whose last sign of life was before that is silent.
  Instant silentSince() {
    return timeline.now().minus(silence);
  }
}
