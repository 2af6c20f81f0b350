// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Keys that were recognised in the last five seconds, so that a busy client costs no query per
/// request. Whoever revokes a key or changes a user clears it. Thread safe.
///
/// Held by hash: a dump of the memory shows no key. What was looked up before a clearing is never
/// remembered after it.
public final class RecognisedKeys {
  private static final Duration MAX_AGE = Duration.ofSeconds(5);
  private static final int MAX_ENTRIES = 10_000;

  private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();
  private final AtomicLong clearings = new AtomicLong();

  private record Entry(Keys.Recognised key, Instant loadedAt, long clearing) {}

  /// Forgets all, at once and for every thread.
  public void clear() {
    clearings.incrementAndGet();
    entries.clear();
  }

  /// To be taken before the data base is asked, and given to [#remember].
  long ticket() {
    return clearings.get();
  }

  Optional<Keys.Recognised> find(KeyText text, Instant now) {
    return Optional.ofNullable(entries.get(name(text)))
        .filter(entry -> entry.clearing() == clearings.get())
        .filter(entry -> !now.isBefore(entry.loadedAt()))
        .filter(entry -> now.isBefore(entry.loadedAt().plus(MAX_AGE)))
        .map(Entry::key);
  }

  void remember(KeyText text, Keys.Recognised key, Instant now, long ticket) {
    if (entries.size() >= MAX_ENTRIES) {
      entries.clear();
    }
    entries.put(name(text), new Entry(key, now, ticket));
  }

  private static String name(KeyText text) {
    return HexFormat.of().formatHex(text.hash());
  }
}
