// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.failure.Failure;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Who works on an upload: one request at a time. A new one takes the place of one that waits for
/// bytes in vain, since its sender has gone and come back (a line that broke is seen late). As long
/// as bytes still come, out of what the operating system had received before the line broke, they
/// are taken first: they need not be sent again.
final class UploadTurns {
  private static final long ROUND_MILLIS = 250;
  private static final int MAX_MOVING_ROUNDS = 40;
  private static final int MAX_ROUNDS = 120;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private final Map<UploadId, Turn> turns = new HashMap<>();

  /// The caller closes it.
  ///
  /// @throws Failure.Busy if another does not end
  Turn take(UploadId id) {
    lock.lock();
    try {
      var rounds = 0;
      for (var holder = turns.get(id); holder != null; holder = turns.get(id)) {
        var moves = holder.moves.get();
        if (ended.await(ROUND_MILLIS, TimeUnit.MILLISECONDS)) {
          continue;
        }
        rounds++;
        if (holder.moves.get() == moves || rounds >= MAX_MOVING_ROUNDS) {
          holder.cut();
        }
        if (rounds >= MAX_ROUNDS) {
          throw new Failure.Busy(
              "another request is at work on this upload", Duration.ofSeconds(2));
        }
      }
      var turn = new Turn(id);
      turns.put(id, turn);
      return turn;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure.Unavailable("this upload (the request was interrupted)", e);
    } finally {
      lock.unlock();
    }
  }

  /// The right to work on an upload.
  final class Turn implements AutoCloseable {
    private final UploadId id;
    private final AtomicLong moves = new AtomicLong();
    private @Nullable Thread receiver;
    private boolean isCut;

    Turn(UploadId id) {
      this.id = id;
    }

    /// The same bytes; that they come is seen by those who wait for the turn.
    InputStream seen(InputStream body) {
      return new FilterInputStream(body) {
        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
          var count = super.read(buffer, offset, length);
          moves.incrementAndGet();
          return count;
        }
      };
    }

    /// From now until [#endReceiving()] a later request may interrupt this thread.
    void beginReceiving() {
      lock.lock();
      try {
        receiver = Thread.currentThread();
      } finally {
        lock.unlock();
      }
    }

    /// Whether a later request took the turn away; the interruption goes no further.
    boolean endReceiving() {
      lock.lock();
      try {
        receiver = null;
        if (isCut) {
          Thread.interrupted();
        }
        return isCut;
      } finally {
        lock.unlock();
      }
    }

    private void cut() {
      if (receiver != null && !isCut) {
        isCut = true;
        receiver.interrupt();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        turns.remove(id);
        ended.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
