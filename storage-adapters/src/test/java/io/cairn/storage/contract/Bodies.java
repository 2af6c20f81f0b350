// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.contract;

import io.cairn.core.content.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.SplittableRandom;

/// Bytes for tests: the same seed, the same bytes.
public final class Bodies {
  private Bodies() {}

  public static byte[] random(int length, long seed) {
    var bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  public static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  /// The bytes, then a connection that is gone.
  public static InputStream cutAfter(byte[] bytes) {
    return new SequenceInputStream(
        stream(bytes),
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }
        });
  }

  /// `length` bytes that are made as they are read, in reads of odd sizes, as a network gives them.
  public static InputStream made(long length) {
    return new InputStream() {
      private long position;

      @Override
      public int read() {
        return position == length ? -1 : (int) (position++ * 31 & 0xff);
      }

      @Override
      public int read(byte[] buffer, int offset, int wanted) {
        if (position == length) {
          return -1;
        }
        var count = (int) Math.min(Math.min(wanted, 61_441), length - position);
        for (var i = offset; i < offset + count; i++) {
          buffer[i] = (byte) (position++ * 31);
        }
        return count;
      }
    };
  }

  /// The digest of what is left in a stream.
  public static Digest digestOf(InputStream in) throws IOException {
    var hasher = new Digest.Hasher();
    var buffer = new byte[64 * 1_024];
    for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      hasher.update(buffer, 0, count);
    }
    return hasher.finish();
  }
}
