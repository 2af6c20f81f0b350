// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Where all that is to be said of a run is written before it is sent: a folder with a journal in
/// segments, and copies of files. Nothing here waits for the server.
///
/// A disk that is full ends the writing, never the program. Safe for many threads.
final class Spool implements AutoCloseable {
  private static final int SEGMENT_BYTES = 4 << 20;
  private static final long MAX_CONSOLE_BACKLOG_BYTES = 256L << 20;
  private static final JsonStringEncoder QUOTE = JsonStringEncoder.getInstance();

  private final Path folder;
  private final FileChannel lockChannel;
  private final FileLock lock;
  private final AtomicLong backlogBytes = new AtomicLong();
  private final StringBuilder line = new StringBuilder(256);
  private int segment;
  private long segmentBytes;
  private int files;
  private @Nullable OutputStream out;
  private @Nullable IOException trouble;

  private Spool(Path folder, FileChannel lockChannel, FileLock lock) {
    this.folder = folder;
    this.lockChannel = lockChannel;
    this.lock = lock;
  }

  /// A new spool in `folder`, which must not be there.
  static Spool create(Path folder) throws IOException {
    Owner.createFolder(folder);
    Owner.createFolder(folder.resolve("files"));
    var spool = lock(folder).orElseThrow(() -> new IOException(folder + " is in use"));
    spool.openSegment(1);
    return spool;
  }

  /// A spool that an earlier process left, to read from; empty if a process is still at it.
  static Optional<Spool> reopen(Path folder) throws IOException {
    return lock(folder);
  }

  private static Optional<Spool> lock(Path folder) throws IOException {
    var channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      var lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(new Spool(folder, channel, lock));
      }
    } catch (OverlappingFileLockException e) {
      // This very process holds it.
    }
    channel.close();
    return Optional.empty();
  }

  Path folder() {
    return folder;
  }

  /// False while so much is waiting that more console lines would fill the disk.
  boolean hasRoom() {
    return backlogBytes.get() < MAX_CONSOLE_BACKLOG_BYTES;
  }

  /// Bytes of the journal that have been sent.
  void sent(long bytes) {
    backlogBytes.addAndGet(-bytes);
  }

  synchronized void console(long number, Instant at, String stream, String text) {
    line.setLength(0);
    line.append("c ").append(number).append(" {\"at\":\"").append(at);
    line.append("\",\"values\":{\"text\":\"");
    QUOTE.quoteAsString(text, line);
    line.append("\",\"stream\":\"").append(stream).append("\"}}\n");
    write();
  }

  void system(long number, JsonNode entry) {
    add("s " + number + " ", entry);
  }

  void metrics(JsonNode entry) {
    add("m 0 ", entry);
  }

  /// Facts of the environment, merged over those that are there by their top-level keys.
  void environment(JsonNode facts) {
    add("e 0 ", facts);
  }

  void input(String ref) {
    add("i 0 ", JsonNodeFactory.instance.objectNode().put("ref", ref));
  }

  /// A file of the run; its bytes are copied, so that it may change from now on.
  void file(String path, byte[] bytes) {
    String name;
    synchronized (this) {
      files++;
      name = Integer.toString(files);
    }
    try {
      Files.write(folder.resolve("files").resolve(name), bytes);
    } catch (IOException e) {
      broken(e);
      return;
    }
    add("f 0 ", JsonNodeFactory.instance.objectNode().put("path", path).put("copy", name));
  }

  void end(boolean hasFailed, int exitCode) {
    var end = JsonNodeFactory.instance.objectNode();
    add("x 0 ", end.put("failed", hasFailed).put("exitCode", exitCode));
  }

  private synchronized void add(String mark, JsonNode entry) {
    line.setLength(0);
    line.append(mark).append(entry).append('\n');
    write();
  }

  private void write() {
    if (out == null || trouble != null) {
      return;
    }
    try {
      var bytes = line.toString().getBytes(StandardCharsets.UTF_8);
      if (segmentBytes + bytes.length > SEGMENT_BYTES && segmentBytes > 0) {
        out.close();
        openSegment(segment + 1);
      }
      out.write(bytes);
      segmentBytes += bytes.length;
      backlogBytes.addAndGet(bytes.length);
    } catch (IOException e) {
      broken(e);
    }
    if (line.capacity() > 1 << 20) {
      line.setLength(0);
      line.trimToSize();
    }
  }

  private void openSegment(int number) throws IOException {
    segment = number;
    segmentBytes = 0;
    out = new BufferedOutputStream(Files.newOutputStream(segmentFile(folder, number)), 64 << 10);
  }

  static Path segmentFile(Path folder, int number) {
    return folder.resolve("journal-%06d".formatted(number));
  }

  /// What was written so far can be read.
  synchronized void flush() {
    if (out != null && trouble == null) {
      try {
        out.flush();
      } catch (IOException e) {
        broken(e);
      }
    }
  }

  private synchronized void broken(IOException e) {
    if (trouble == null) {
      trouble = e;
    }
  }

  /// Why nothing more is written, if that is so.
  synchronized Optional<String> trouble() {
    return Optional.ofNullable(trouble).map(e -> folder + ": " + e.getMessage());
  }

  /// All was sent: the folder goes.
  void delete() throws IOException {
    close();
    Owner.deleteFolder(folder);
  }

  @Override
  public synchronized void close() {
    try (lockChannel) {
      if (out != null) {
        out.close();
        out = null;
      }
      if (lock.isValid()) {
        lock.release();
      }
    } catch (IOException e) {
      if (trouble == null) {
        trouble = e;
      }
    }
  }

  static CairnException unreadable(Path folder, IOException e) {
    return CairnException.of(
        Kind.REFUSED, "spool.io", folder + " cannot be read: " + e.getMessage(), e);
  }
}
