// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.failure.Failure;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Hashes staged bytes from the beginning, behind the sender: as they come they are read back, out
/// of the memory of the operating system as a rule. After a restart the same goes over what was
/// there before, while the rest comes in.
///
/// Works in bursts of 256 KiB in the hashing pool, so uploads take turns. Thread safe.
final class FollowingHash {
  /// How far a sender may run ahead of a hash that was not behind when it began.
  static final long MAX_LAG_BYTES = 8L << 20;

  private static final int BURST_BYTES = 256 << 10;

  private final Executor pool;
  private final BlobStaging staging;
  private final UUID id;
  private final Digest.Hasher hasher = new Digest.Hasher();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition progress = lock.newCondition();
  private long hashed;
  private long present;
  private boolean isHashing;
  private boolean isStopped;
  private @Nullable Digest result;
  private @Nullable RuntimeException fault;

  FollowingHash(Executor pool, BlobStaging staging, UUID id) {
    this.pool = pool;
    this.staging = staging;
    this.id = id;
  }

  /// There are so many bytes by now.
  void follow(long bytes) {
    lock.lock();
    try {
      present = Math.max(present, bytes);
      if (isHashing || isStopped || hashed >= present) {
        return;
      }
      isHashing = true;
      fault = null;
    } finally {
      lock.unlock();
    }
    queueUp();
  }

  long lag() {
    lock.lock();
    try {
      return present - hashed;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until the hash is at most so far behind.
  void awaitLag(long maxLag) throws InterruptedIOException {
    await(maxLag, Long.MAX_VALUE);
  }

  /// The digest of all bytes that are there; empty if it was not found in this time, and is on its
  /// way still.
  Optional<Digest> digest(long bytes, Duration patience) throws InterruptedIOException {
    follow(bytes);
    if (!await(0, patience.toNanos())) {
      return Optional.empty();
    }
    lock.lock();
    try {
      if (result == null) {
        result = hasher.finish();
      }
      return Optional.of(result);
    } finally {
      lock.unlock();
    }
  }

  /// Whether the lag came down to that in time.
  private boolean await(long maxLag, long nanos) throws InterruptedIOException {
    lock.lock();
    try {
      var left = nanos;
      while (isHashing && present - hashed > maxLag) {
        if (left <= 0) {
          return false;
        }
        left = progress.awaitNanos(left);
      }
      if (fault != null) {
        throw fault;
      }
      if (isStopped || present - hashed > maxLag) {
        throw new Failure.Unavailable("hashing of uploads (the server stops)", null);
      }
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while bytes were hashed");
    } finally {
      lock.unlock();
    }
  }

  private void queueUp() {
    try {
      pool.execute(this::burst);
    } catch (RejectedExecutionException _) {
      stop(null);
    }
  }

  private void burst() {
    try {
      var buffer = new byte[(int) Math.min(BURST_BYTES, Math.max(1, lag()))];
      var count = staging.readStaged(id, hashed(), buffer);
      hasher.update(buffer, 0, count);
      if (hasMore(count)) {
        queueUp();
      }
    } catch (RuntimeException e) {
      stop(e);
    }
  }

  private long hashed() {
    lock.lock();
    try {
      return hashed;
    } finally {
      lock.unlock();
    }
  }

  private boolean hasMore(int count) {
    lock.lock();
    try {
      hashed += count;
      isHashing = count > 0 && hashed < present;
      progress.signalAll();
      return isHashing;
    } finally {
      lock.unlock();
    }
  }

  private void stop(@Nullable RuntimeException e) {
    lock.lock();
    try {
      isHashing = false;
      isStopped = e == null;
      fault = e;
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
