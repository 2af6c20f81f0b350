// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.local;

import io.cairn.core.failure.Failure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Files on their way in, and the one place where writing can fail: each step tells the listener,
/// turns a fault into what [DiskFault] makes of it, and closes the store if the fault leaves doubt.
final class IncomingFiles {
  private final Path folder;
  private final WriteStep.Listener listener;
  private final AtomicBoolean isReadOnly = new AtomicBoolean();
  // Unique, because the folder is ours alone and was empty at the start.
  private final AtomicLong lastName = new AtomicLong();
  // Folders whose names may not be durable; there are few folders.
  private final Set<Path> doubtful = ConcurrentHashMap.newKeySet();

  IncomingFiles(Path folder, WriteStep.Listener listener) {
    this.folder = folder;
    this.listener = listener;
  }

  boolean isReadOnly() {
    return isReadOnly.get();
  }

  void requireWritable() {
    if (isReadOnly()) {
      throw Failure.NotStored.readOnly("the blob store", null);
    }
  }

  void removeAll() {
    try (var left = Files.list(folder)) {
      for (var file : (Iterable<Path>) left::iterator) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new Failure.Unavailable("the folder for incoming blobs", e);
    }
  }

  IncomingFile create() throws InterruptedIOException {
    requireWritable();
    var file = folder.resolve(Long.toHexString(lastName.incrementAndGet()) + ".part");
    var channel =
        at(
            WriteStep.CREATE_TEMP,
            () -> Disk.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    return new IncomingFile(file, channel, false);
  }

  /// A file to add to at its end, which stays when it is closed.
  IncomingFile openKept(Path file) throws InterruptedIOException {
    requireWritable();
    var channel =
        at(
            WriteStep.CREATE_TEMP,
            () -> Disk.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    return new IncomingFile(file, channel, true);
  }

  void forceFolder(Path target) throws InterruptedIOException {
    try {
      at(
          WriteStep.FORCE_FOLDER,
          () -> {
            Disk.force(target);
            return target;
          });
    } catch (Failure e) {
      doubtful.add(target);
      throw e;
    }
  }

  void check() {
    var wasReadOnly = isReadOnly.getAndSet(false);
    try (var probe = create()) {
      probe.write(new byte[] {1}, 0, 1);
      probe.force();
      forceFolder(folder);
      for (var one : List.copyOf(doubtful)) {
        forceFolder(one);
        doubtful.remove(one);
      }
    } catch (InterruptedIOException | Failure e) {
      isReadOnly.set(wasReadOnly || isReadOnly());
      throw e instanceof Failure failure ? failure : new Failure.Unavailable("the disk check", e);
    }
  }

  private <T> T at(WriteStep step, Action<T> action) throws InterruptedIOException {
    try {
      listener.before(step);
      return action.run();
    } catch (InterruptedIOException e) {
      throw e;
    } catch (ClosedByInterruptException e) {
      var interrupted = new InterruptedIOException("interrupted while a blob was written");
      interrupted.initCause(e);
      throw interrupted;
    } catch (IOException e) {
      if (step.leavesDoubt()) {
        isReadOnly.set(true);
      }
      throw DiskFault.of(e, folder);
    }
  }

  @FunctionalInterface
  private interface Action<T> {
    T run() throws IOException;
  }

  /// One file on its way in. Closing removes it unless it was renamed, or is to be kept; one whose
  /// `force` failed is removed in any case, and never forced again: the kernel may have dropped its
  /// bytes and would call a second attempt a success.
  final class IncomingFile implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final WriteOut writeOut;
    private final boolean isKept;
    private boolean isRenamed;
    private boolean isForced = true;

    IncomingFile(Path file, FileChannel channel, boolean isKept) {
      this.file = file;
      this.channel = channel;
      this.writeOut = new WriteOut(channel);
      this.isKept = isKept;
    }

    void write(byte[] buffer, int offset, int length) throws InterruptedIOException {
      var bytes = ByteBuffer.wrap(buffer, offset, length);
      at(
          WriteStep.WRITE,
          () -> {
            while (bytes.hasRemaining()) {
              channel.write(bytes);
            }
            return bytes;
          });
      writeOut.written(length);
    }

    void force() throws InterruptedIOException {
      isForced = false;
      at(
          WriteStep.FORCE_FILE,
          () -> {
            writeOut.await();
            channel.force(true);
            return channel;
          });
      isForced = true;
    }

    /// As [#force], and gives the handle back; the file can still be renamed.
    void forceAndRelease() throws InterruptedIOException {
      at(
          WriteStep.FORCE_FILE,
          () -> {
            writeOut.await();
            channel.force(true);
            channel.close();
            return channel;
          });
    }

    void renameTo(Path target) throws InterruptedIOException {
      at(WriteStep.RENAME, () -> Files.move(file, target, StandardCopyOption.ATOMIC_MOVE));
      isRenamed = true;
    }

    @Override
    public void close() {
      try (channel) {
        if (!isRenamed && !(isKept && isForced)) {
          Files.deleteIfExists(file);
        }
      } catch (IOException _) {
        // The upload's own end, good or bad, is what the caller must hear of. What is left here is
        // never looked at, and removed at the next start.
      }
    }
  }
}
