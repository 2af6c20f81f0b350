// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.bucket;

import java.time.Duration;

/// How long to wait for a bucket that says nothing.
///
/// Readers notice a silent line by themselves. Who writes to one waits for ever, since the other
/// end of a line that takes nothing is still there; so a request with a body has an end to it.
///
/// @param silence longest time without a byte of an answer
public record Patience(Duration silence) {
  /// So many bytes of a body are worth one more silence.
  private static final long BYTES = 4L << 20;

  public static final Patience DEFAULT = new Patience(Duration.ofSeconds(30));

  public Patience {
    if (silence.toMillis() <= 0 || silence.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("the silence must be from 1 ms to an hour");
    }
  }

  /// Longest time for one attempt of a request with that body.
  public Duration toSend(long sizeBytes) {
    return silence.plus(silence.multipliedBy(sizeBytes).dividedBy(BYTES));
  }

  /// For how long the clients of stores try again.
  public Duration toTryAgain() {
    return silence.multipliedBy(2);
  }

  /// As the clients of stores take it.
  public int silenceMillis() {
    return Math.toIntExact(silence.toMillis());
  }
}
