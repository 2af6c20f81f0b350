// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Buffers between the event loop of a connection, which adds them, and one thread that reads them.
/// Owns each buffer until its last byte is read, or all are dropped.
final class Arrivals {
  /// With so many bytes here the connection is read no further, where it can be stopped.
  private static final int ENOUGH_BYTES = 1 << 20;

  /// With so few it is read again.
  private static final int FEW_BYTES = ENOUGH_BYTES / 2;

  private final Duration patience;
  private final Runnable hangUp;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrival = lock.newCondition();
  private final ArrayDeque<ByteBuf> buffers = new ArrayDeque<>();
  private int bytes;
  private int consumed;
  private boolean isWhole;
  private boolean isDropped;
  private boolean isStopped;
  private @Nullable Channel throttled;
  private @Nullable Throwable fault;

  /// @param patience how long a reader waits for a byte
  /// @param hangUp what to do with a sender who tries that patience
  Arrivals(Duration patience, Runnable hangUp) {
    this.patience = patience;
    this.hangUp = hangUp;
  }

  /// From now on the connection is stopped while there is enough. By its event loop.
  void throttle(Channel channel) {
    lock.lock();
    try {
      throttled = channel;
    } finally {
      lock.unlock();
    }
  }

  /// Takes a buffer, and the duty to release it. By the event loop.
  void arrive(ByteBuf buffer) {
    var mustStop = false;
    lock.lock();
    try {
      if (isDropped || !buffer.isReadable()) {
        buffer.release();
        return;
      }
      buffers.addLast(buffer);
      bytes += buffer.readableBytes();
      mustStop = throttled != null && !isStopped && bytes >= ENOUGH_BYTES;
      isStopped |= mustStop;
      arrival.signal();
    } finally {
      lock.unlock();
    }
    if (mustStop && throttled != null) {
      throttled.config().setAutoRead(false);
    }
  }

  /// Nothing more comes: the body is whole, or it broke off for a reason.
  void end(@Nullable Throwable reason) {
    lock.lock();
    try {
      isWhole = isWhole || reason == null;
      fault = isWhole ? null : reason;
      arrival.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Releases what is here, and from now on all that comes.
  void drop() {
    lock.lock();
    try {
      isDropped = true;
      buffers.forEach(ByteBuf::release);
      buffers.clear();
      bytes = 0;
      arrival.signal();
      goOn();
    } finally {
      lock.unlock();
    }
  }

  /// Copies bytes of one buffer.
  ///
  /// @return how many; 0 if there are none and it may not wait for some; -1 at the end
  /// @throws IOException if the body broke off, or no byte came in time; no byte is left then
  int read(byte[] target, int offset, int length, boolean mayWait)
      throws IOException, InterruptedException {
    var first = first(mayWait);
    if (first == null) {
      return mayWait ? -1 : 0;
    }
    try {
      // Outside the lock: the event loop must not wait for it.
      var count = Math.min(length, first.readableBytes());
      first.readBytes(target, offset, count);
      read(first, count);
      return count;
    } finally {
      first.release();
    }
  }

  /// How many buffers were read to their end since it was asked last.
  int takeConsumed() {
    lock.lock();
    try {
      var count = consumed;
      consumed = 0;
      return count;
    } finally {
      lock.unlock();
    }
  }

  /// The first buffer, retained once more; null at the end, or if there is none now.
  private @Nullable ByteBuf first(boolean mayWait) throws IOException, InterruptedException {
    lock.lock();
    try {
      var left = patience.toNanos();
      while (mayWait && buffers.isEmpty() && !isWhole && fault == null && !isDropped) {
        if (left <= 0) {
          hangUp.run();
          throw new IOException("no byte of the body came in " + patience);
        }
        left = arrival.awaitNanos(left);
      }
      var first = buffers.peekFirst();
      if (first != null) {
        return first.retain();
      }
      if (mayWait && !isWhole) {
        throw new IOException("the body broke off", fault);
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void read(ByteBuf first, int count) {
    lock.lock();
    try {
      if (isDropped) {
        return;
      }
      bytes -= count;
      if (!first.isReadable()) {
        buffers.removeFirst().release();
        consumed++;
      }
      if (bytes <= FEW_BYTES) {
        goOn();
      }
    } finally {
      lock.unlock();
    }
  }

  /// A task of the event loop comes after its own call that stopped the connection.
  private void goOn() {
    if (isStopped && throttled != null) {
      isStopped = false;
      var channel = throttled;
      channel.eventLoop().execute(() -> channel.config().setAutoRead(true));
    }
  }
}
