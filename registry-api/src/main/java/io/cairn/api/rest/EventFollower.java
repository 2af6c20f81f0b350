// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.access.Principal;
import io.cairn.core.audit.EventFilter;
import io.cairn.core.audit.EventSignal;
import io.cairn.core.audit.ReadEvents;
import io.cairn.core.audit.ToldEvent;
import io.cairn.core.failure.Failure;
import io.cairn.core.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Follows the stream for one reader: each look finds what came after the last one. Holds a number
/// and no events, so a reader that takes hours for a line costs nothing.
///
/// Used by one thread at a time.
final class EventFollower {
  static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  /// So long a revoked key, or a lost right, is not noticed.
  static final Duration RENEWAL = Duration.ofSeconds(3);

  private static final int BATCH = 100;

  private final ReadEvents readEvents;
  private final EventSignal signal;
  private final Timeline timeline;
  private final Supplier<Optional<Principal>> renewal;
  private final EventFilter filter;
  private Principal actor;
  private long through;
  private Instant renewedAt;
  private Instant spokeAt = Instant.EPOCH;

  EventFollower(
      ReadEvents readEvents,
      EventSignal signal,
      Timeline timeline,
      Principal actor,
      Supplier<Optional<Principal>> renewal,
      EventFilter filter,
      long after) {
    this.readEvents = readEvents;
    this.signal = signal;
    this.timeline = timeline;
    this.actor = actor;
    this.renewal = renewal;
    this.filter = filter;
    through = after;
    renewedAt = timeline.now();
  }

  /// What one look found.
  ///
  /// @param comment to tell the reader that the line lives; empty if there is no need
  /// @param isEnd whether this reader gets nothing any more
  record Found(List<ToldEvent> events, long through, String comment, boolean isEnd) {}

  /// One look. Blocking.
  Found look() {
    var now = timeline.now();
    var isRenewal = now.isBefore(renewedAt) || !now.isBefore(renewedAt.plus(RENEWAL));
    if (isRenewal) {
      var present = renewal.get();
      if (present.isEmpty()) {
        return end("the key is no longer valid");
      }
      actor = present.get();
      renewedAt = now;
    }
    if (!isRenewal && signal.last() <= through) {
      return quiet(now);
    }
    try {
      var batch = readEvents.run(actor, filter, through, BATCH);
      through = batch.through();
      if (batch.events().isEmpty()) {
        return quiet(now);
      }
      spokeAt = now;
      return new Found(batch.events(), through, "", false);
    } catch (Failure.NotFound | Failure.Forbidden _) {
      return end("what was followed may not be read any more");
    }
  }

  private Found quiet(Instant now) {
    var isDue = now.isBefore(spokeAt) || !now.isBefore(spokeAt.plus(KEEP_ALIVE));
    if (isDue) {
      spokeAt = now;
    }
    return new Found(List.of(), through, isDue ? "waiting" : "", false);
  }

  private Found end(String why) {
    return new Found(List.of(), through, "ended: " + why, true);
  }
}
