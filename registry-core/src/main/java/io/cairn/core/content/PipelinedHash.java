// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A ring of at most four buffers of 256 KiB between one thread that fills them and the hashing
/// pool that hashes them in order.
///
/// The pool is asked only while there is something to hash, so a slow sender holds one buffer and
/// no thread of it. Buffers are made when they are needed: a small body has one of its own size.
final class PipelinedHash implements AutoCloseable {
  private static final int BUFFER_BYTES = 256 * 1_024;
  private static final int MAX_BUFFERS = 4;

  private final Executor pool;
  private final int bufferBytes;
  private final Digest.Hasher sha256 = new Digest.Hasher();
  private final @Nullable MessageDigest md5;
  private final @Nullable CRC32C crc32c;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition progress = lock.newCondition();
  private final ArrayDeque<Filled> filled = new ArrayDeque<>();
  private final ArrayDeque<byte[]> free = new ArrayDeque<>();
  private int buffers;
  private boolean isHashing;
  private boolean isStopped;

  PipelinedHash(Executor pool, Set<Checksum> checksums, OptionalLong announced) {
    this.pool = pool;
    // One byte more than announced, so that one read sees both the end and a byte too many.
    this.bufferBytes = (int) Math.min(BUFFER_BYTES, announced.orElse(BUFFER_BYTES) + 1);
    this.md5 = checksums.contains(Checksum.MD5) ? Digest.messageDigest("MD5") : null;
    this.crc32c = checksums.contains(Checksum.CRC32C) ? new CRC32C() : null;
  }

  /// A buffer to fill. Waits if all are waiting to be hashed.
  byte[] freeBuffer() throws InterruptedIOException {
    lock.lock();
    try {
      while (free.isEmpty() && buffers == MAX_BUFFERS && !isStopped) {
        await();
      }
      requireRunning();
      if (free.isEmpty()) {
        buffers++;
        return new byte[bufferBytes];
      }
      return free.removeLast();
    } finally {
      lock.unlock();
    }
  }

  /// Hands over a filled buffer; the pool hashes it and gives it back.
  void add(byte[] buffer, int length) {
    lock.lock();
    try {
      filled.addLast(new Filled(buffer, length));
      if (isHashing) {
        return;
      }
      isHashing = true;
    } finally {
      lock.unlock();
    }
    queueUp();
  }

  /// As [#add], but hashes the last buffer in the calling thread once the pool is through.
  void addLast(byte[] buffer, int length) throws InterruptedIOException {
    awaitIdle();
    hash(buffer, length);
  }

  /// The sums of all `sizeBytes` bytes.
  StoredBlob finish(long sizeBytes) {
    return new StoredBlob(
        sha256.finish(),
        sizeBytes,
        Optional.ofNullable(md5).map(sum -> HexFormat.of().formatHex(sum.digest())),
        Optional.ofNullable(crc32c).map(sum -> HexFormat.of().toHexDigits((int) sum.getValue())));
  }

  /// Drops what was not hashed yet.
  @Override
  public void close() {
    lock.lock();
    try {
      filled.clear();
    } finally {
      lock.unlock();
    }
  }

  /// Hashes one buffer and queues up again if there are more, so that uploads take turns and a long
  /// one does not keep the others waiting.
  private void hashOne() {
    var next = first();
    if (next == null) {
      return;
    }
    hash(next.buffer(), next.length());
    if (giveBack(next.buffer())) {
      queueUp();
    }
  }

  private void queueUp() {
    try {
      pool.execute(this::hashOne);
    } catch (RejectedExecutionException _) {
      lock.lock();
      try {
        isStopped = true;
        isHashing = false;
        progress.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private @Nullable Filled first() {
    lock.lock();
    try {
      var next = filled.pollFirst();
      if (next == null) {
        isHashing = false;
        progress.signalAll();
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  /// Whether there is more to hash.
  private boolean giveBack(byte[] buffer) {
    lock.lock();
    try {
      free.addLast(buffer);
      isHashing = !filled.isEmpty();
      progress.signalAll();
      return isHashing;
    } finally {
      lock.unlock();
    }
  }

  private void hash(byte[] buffer, int length) {
    sha256.update(buffer, 0, length);
    if (md5 != null) {
      md5.update(buffer, 0, length);
    }
    if (crc32c != null) {
      crc32c.update(buffer, 0, length);
    }
  }

  private void awaitIdle() throws InterruptedIOException {
    lock.lock();
    try {
      while (isHashing) {
        await();
      }
      requireRunning();
    } finally {
      lock.unlock();
    }
  }

  private void requireRunning() throws InterruptedIOException {
    if (isStopped) {
      throw new InterruptedIOException("the server stops");
    }
  }

  private void await() throws InterruptedIOException {
    try {
      progress.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while bytes were hashed");
    }
  }

  private record Filled(byte[] buffer, int length) {}
}
