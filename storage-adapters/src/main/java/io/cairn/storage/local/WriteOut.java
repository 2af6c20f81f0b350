// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.local;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Forces a long file from time to time while the rest of it still comes, so that the `force` that
/// its answer waits for finds little left to write.
///
/// A fault of such a `force` is as good as one of the last: the kernel tells it once (fsync(2)), so
/// it is kept for [#await()].
final class WriteOut {
  static final long EVERY_BYTES = 32L << 20;

  private final FileChannel channel;
  private long unasked;
  private @Nullable FutureTask<FileChannel> last;

  WriteOut(FileChannel channel) {
    this.channel = channel;
  }

  /// So many more bytes were written.
  void written(int bytes) {
    unasked += bytes;
    if (unasked < EVERY_BYTES || (last != null && !hasGoneWell(last))) {
      return;
    }
    unasked = 0;
    last =
        new FutureTask<>(() -> {
          channel.force(false);
          return channel;
        });
    Thread.ofVirtual().name("cairn-write-out").start(last);
  }

  /// Waits until none is under way.
  ///
  /// @throws IOException the fault, if one failed
  void await() throws IOException {
    if (last == null) {
      return;
    }
    try {
      last.get();
    } catch (ExecutionException e) {
      throw new IOException("an early force failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var interrupted = new InterruptedIOException("interrupted while a blob was written");
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  private static boolean hasGoneWell(FutureTask<FileChannel> task) {
    return task.state() == FutureTask.State.SUCCESS;
  }
}
