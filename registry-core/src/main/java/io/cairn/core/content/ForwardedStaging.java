// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/// Parts of uploads rest in one place (a local folder), and go to a store elsewhere once all have
/// come. Killed in between, they rest where they were, and are sent again.
public final class ForwardedStaging implements BlobStaging {
  private final BlobStaging place;
  private final BlobStore store;

  public ForwardedStaging(BlobStaging place, BlobStore store) {
    this.place = place;
    this.store = store;
  }

  @Override
  public OptionalLong stagedBytes(UUID id) {
    return place.stagedBytes(id);
  }

  @Override
  public Part append(UUID id) throws IOException {
    return place.append(id);
  }

  @Override
  public int readStaged(UUID id, long offset, byte[] buffer) {
    return place.readStaged(id, offset, buffer);
  }

  @Override
  public void publish(UUID id, Digest digest, long sizeBytes) throws IOException {
    if (place.stagedBytes(id).orElse(-1) != sizeBytes) {
      throw new IllegalStateException("there are not as many staged bytes as were hashed");
    }
    store.put(BlobUpload.of(digest).sized(sizeBytes), new StagedStream(id));
    place.discard(id);
  }

  @Override
  public boolean discard(UUID id) {
    return place.discard(id);
  }

  @Override
  public List<UUID> staged() {
    return place.staged();
  }

  @Override
  public OptionalLong usableBytes() {
    return place.usableBytes();
  }

  /// The bytes of one upload.
  private final class StagedStream extends InputStream {
    private final UUID id;
    private final byte[] buffer = new byte[256 << 10];
    private long position;
    private int at;
    private int filled;

    StagedStream(UUID id) {
      this.id = id;
    }

    @Override
    public int read() {
      return isAtEnd() ? -1 : buffer[at++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      if (isAtEnd()) {
        return -1;
      }
      var count = Math.min(length, filled - at);
      System.arraycopy(buffer, at, target, offset, count);
      at += count;
      return count;
    }

    private boolean isAtEnd() {
      if (at == filled) {
        at = 0;
        filled = place.readStaged(id, position, buffer);
        position += filled;
      }
      return filled == 0;
    }
  }
}
