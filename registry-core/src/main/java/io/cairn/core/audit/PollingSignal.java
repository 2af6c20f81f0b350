// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.audit;

import io.cairn.core.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/// Asks the data base at most once an interval, however many follow: so it also hears of what other
/// replicas write, on every engine, and asks nothing while nobody follows.
public final class PollingSignal implements EventSignal {
  private final ReadEvents readEvents;
  private final Timeline timeline;
  private final Duration interval;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Instant askedAt = Instant.EPOCH;
  private volatile long place;

  public PollingSignal(ReadEvents readEvents, Timeline timeline, Duration interval) {
    this.readEvents = readEvents;
    this.timeline = timeline;
    this.interval = interval;
  }

  @Override
  public long last() {
    var now = timeline.now();
    var isStale = now.isBefore(askedAt) || !now.isBefore(askedAt.plus(interval));
    if (isStale && asking.tryLock()) {
      try {
        place = readEvents.last();
        askedAt = now;
      } finally {
        asking.unlock();
      }
    }
    return place;
  }
}
