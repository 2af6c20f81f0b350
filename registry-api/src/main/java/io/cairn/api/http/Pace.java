// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.netty.channel.Channel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// How one connection behaves: what it is at, and since when. Written by its event loop; looked at
/// every second by the [Doorkeeper].
final class Pace {
  private final Channel channel;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong requests = new AtomicLong();
  private volatile At at = At.NEW;
  private volatile long since;
  private volatile long bytesBeforeBody;
  private int openAnswers;

  // Of whoever asks.
  private long requestSeen;
  private long bytesSeen;
  private long silentNanos;
  private long waitedNanos;

  /// What a connection is at.
  private enum At {
    /// Nothing came yet.
    NEW,
    /// It cannot be told.
    UNKNOWN,
    /// Between two requests.
    IDLE,
    /// A request has begun, its head is not whole.
    HEAD,
    /// The head is whole, its body is not.
    BODY,
    /// The request is whole; the server is at it.
    WORK
  }

  Pace(Channel channel, long now) {
    this.channel = channel;
    this.since = now;
  }

  Channel channel() {
    return channel;
  }

  /// Bytes came.
  void read(int count, long now) {
    bytes.addAndGet(count);
    if (at == At.NEW) {
      at = At.HEAD;
    } else if (at == At.IDLE) {
      since = now;
      at = At.HEAD;
    }
  }

  /// Nobody will tell of requests: there is no time for them either.
  void unknown() {
    at = At.UNKNOWN;
  }

  /// The head of a request is whole.
  void requested() {
    openAnswers++;
    requests.incrementAndGet();
    bytesBeforeBody = bytes.get();
    at = At.BODY;
  }

  /// The last byte of a request is there.
  void requestEnded() {
    at = openAnswers == 0 ? At.IDLE : At.WORK;
  }

  /// The last byte of an answer is on its way.
  void answered() {
    openAnswers = Math.max(0, openAnswers - 1);
    if (openAnswers == 0 && at == At.WORK) {
      at = At.IDLE;
    }
  }

  /// Why it is to be ended, if it is. For one thread, which asks at regular times.
  ///
  /// @param passed since it was asked last
  Optional<String> fault(ConnectionRules rules, long now, long passed) {
    return switch (at) {
      case UNKNOWN, IDLE, WORK -> Optional.empty();
      case NEW, HEAD ->
          now - since > rules.head().toNanos() ? Optional.of("slow head") : Optional.empty();
      case BODY -> bodyFault(rules, passed);
    };
  }

  /// Only while the server reads can it be the sender who is slow.
  private Optional<String> bodyFault(ConnectionRules rules, long passed) {
    var received = bytes.get();
    if (requests.get() != requestSeen) {
      requestSeen = requests.get();
      waitedNanos = 0;
      silentNanos = 0;
    } else if (channel.config().isAutoRead()) {
      waitedNanos += passed;
      silentNanos = received == bytesSeen ? silentNanos + passed : 0;
    }
    bytesSeen = received;
    if (silentNanos > rules.bodySilence().toNanos()) {
      return Optional.of("silent body");
    }
    var least = rules.minBytesPerSecond() * (waitedNanos / 1_000_000_000L);
    return waitedNanos > rules.bodyGrace().toNanos() && received - bytesBeforeBody < least
        ? Optional.of("slow body")
        : Optional.empty();
  }
}
