// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.time;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Where instants and identities come from. A test hands in a clock and a seeded generator.
///
/// Instants are UTC, cut to microseconds, as the data base keeps them. Thread safe if its parts
/// are.
public final class Timeline {
  private final InstantSource clock;
  private final RandomGenerator random;

  public Timeline(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /// The machine's clock and a cryptographic generator.
  public static Timeline system() {
    return new Timeline(InstantSource.system(), new SecureRandom());
  }

  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /// A new identity: UUID version 7 (RFC 9562 §5.7), so that rows made together lie together. It is
  /// an identity only; order comes from a row's `seq`.
  public UUID newId() {
    var millis = clock.millis();
    var high = (millis << 16) | 0x7000L | (random.nextLong() & 0x0fffL);
    var low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  /// Microseconds since 1970-01-01T00:00Z, the form in which rows keep instants.
  public static long toMicros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
  }

  public static Instant ofMicros(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }
}
