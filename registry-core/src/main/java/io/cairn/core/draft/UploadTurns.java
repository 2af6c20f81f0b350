// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.failure.Failure;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Who works on an upload: one request at a time. A new one cuts off one that still waits for
/// bytes, since its sender has gone and come back (a line that broke is seen late); it waits for
/// one that has all bytes.
final class UploadTurns {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private final Map<UploadId, Turn> turns = new HashMap<>();

  /// The caller closes it.
  ///
  /// @throws Failure.Busy if another does not end
  Turn take(UploadId id) {
    var left = PATIENCE.toNanos();
    lock.lock();
    try {
      for (var holder = turns.get(id); holder != null; holder = turns.get(id)) {
        holder.cut();
        left = ended.awaitNanos(left);
        if (left <= 0) {
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
    private @Nullable Thread receiver;
    private boolean isCut;

    Turn(UploadId id) {
      this.id = id;
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
