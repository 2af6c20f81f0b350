// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.folder.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Many small files as the body of one request, read anew at each attempt: for each 32 bytes of
/// SHA-256, 8 bytes of length (big-endian) and its bytes. One file is in memory at a time.
record BatchBody(List<Part> parts, Progress progress, AtomicLong sentBytes)
    implements Supplier<BodyPublisher> {
  static final String TYPE = "application/vnd.cairn.blobs";

  private static final int HEAD_BYTES = 32 + Long.BYTES;

  BatchBody(List<Part> parts, Progress progress) {
    this(List.copyOf(parts), progress, new AtomicLong());
  }

  /// A file and what it hashed to.
  record Part(Path file, Entry.File entry) {}

  @Override
  public BodyPublisher get() {
    progress.bytes(-sentBytes.getAndSet(0));
    var length = parts.stream().mapToLong(part -> HEAD_BYTES + part.entry().sizeBytes()).sum();
    return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(Frames::new), length);
  }

  private final class Frames extends InputStream {
    private int next;
    private ByteBuffer frame = ByteBuffer.allocate(0);

    @Override
    public int read() throws IOException {
      return fill() ? frame.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      var count = Math.min(length, frame.remaining());
      frame.get(buffer, offset, count);
      return count;
    }

    /// False at the end.
    private boolean fill() throws IOException {
      if (!frame.hasRemaining() && next < parts.size()) {
        frame = frame(parts.get(next++));
      }
      return frame.hasRemaining();
    }

    private ByteBuffer frame(Part part) throws IOException {
      var size = Math.toIntExact(part.entry().sizeBytes());
      try (var in = Files.newInputStream(part.file())) {
        var bytes = in.readNBytes(size);
        if (bytes.length < size) {
          throw new IOException("'" + part.entry().path() + "' is shorter than it was");
        }
        sentBytes.addAndGet(size);
        progress.bytes(size);
        return ByteBuffer.allocate(HEAD_BYTES + size)
            .put(HexFormat.of().parseHex(hex(part.entry().digest())))
            .putLong(size)
            .put(bytes)
            .flip();
      }
    }

    private static String hex(String digest) {
      return digest.startsWith("sha256:") ? digest.substring("sha256:".length()) : digest;
    }
  }
}
