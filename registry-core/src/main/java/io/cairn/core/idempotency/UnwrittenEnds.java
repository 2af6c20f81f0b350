// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.idempotency;

import io.cairn.core.access.UserId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Ends of requests that the data base did not take when they came: it had no space, or its disk a
/// fault. This process knows them still, so a repetition need not be told that the outcome is
/// unknown. The oldest go when there are many. Thread safe.
public final class UnwrittenEnds {
  private static final int MAX = 2_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Place, End> ends = new LinkedHashMap<>();

  private record Place(UserId user, IdempotencyKey key) {
    static Place of(Ticket ticket) {
      return new Place(ticket.user(), ticket.key());
    }
  }

  /// @param answer empty if nothing was done
  record End(Ticket ticket, Optional<KeptAnswer> answer) {}

  void add(End end) {
    lock.lock();
    try {
      ends.put(Place.of(end.ticket()), end);
      if (ends.size() > MAX) {
        ends.remove(ends.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }

  /// The end of the request with the same user and key as the one asked about.
  Optional<End> find(Ticket asked) {
    lock.lock();
    try {
      return Optional.ofNullable(ends.get(Place.of(asked)));
    } finally {
      lock.unlock();
    }
  }

  /// It was written down.
  void remove(End end) {
    lock.lock();
    try {
      ends.remove(Place.of(end.ticket()), end);
    } finally {
      lock.unlock();
    }
  }
}
