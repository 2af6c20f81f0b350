// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.folder.Entry;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/// Many small files that are in memory as the body of one request, framed as [BatchBody] does it.
record HeldBatch(List<Part> parts) implements Supplier<BodyPublisher> {
  private static final int HEAD_BYTES = 32 + Long.BYTES;

  HeldBatch {
    parts = List.copyOf(parts);
  }

  /// A file and its bytes, which are changed no more.
  static final class Part {
    private final Entry.File entry;
    private final byte[] bytes;

    Part(Entry.File entry, byte[] bytes) {
      this.entry = entry;
      this.bytes = bytes;
    }

    Entry.File entry() {
      return entry;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  @Override
  public BodyPublisher get() {
    var length = parts.stream().mapToLong(part -> HEAD_BYTES + part.entry().sizeBytes()).sum();
    return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(Frames::new), length);
  }

  private final class Frames extends InputStream {
    private int next;
    private ByteBuffer head = ByteBuffer.allocate(0);
    private ByteBuffer bytes = ByteBuffer.allocate(0);

    @Override
    public int read() {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      while (!head.hasRemaining() && !bytes.hasRemaining()) {
        if (next == parts.size()) {
          return -1;
        }
        begin(parts.get(next++));
      }
      var source = head.hasRemaining() ? head : bytes;
      var count = Math.min(length, source.remaining());
      source.get(buffer, offset, count);
      return count;
    }

    private void begin(Part part) {
      bytes = ByteBuffer.wrap(part.bytes());
      head =
          ByteBuffer.allocate(HEAD_BYTES)
              .put(HexFormat.of().parseHex(part.entry().sha256()))
              .putLong(part.bytes().length)
              .flip();
    }
  }
}
