// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.failure.Failure;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/// Passes bytes on and, at their end, refuses those that are not what was promised: whoever stores
/// them keeps nothing then. Not thread safe.
public final class Md5Stream extends FilterInputStream {
  private final Md5 promised;
  private final MessageDigest sum = Md5.digester();
  private boolean isOver;

  public Md5Stream(InputStream in, Md5 promised) {
    super(in);
    this.promised = promised;
  }

  /// @throws Failure.DigestMismatch instead of the end, if the bytes are others
  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /// @throws Failure.DigestMismatch instead of the end, if the bytes are others
  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    var count = super.read(buffer, offset, length);
    if (count >= 0) {
      sum.update(buffer, offset, count);
    } else if (!isOver) {
      isOver = true;
      var found = Md5.ofBytes(sum.digest());
      if (!found.equals(promised)) {
        throw new Failure.DigestMismatch("md5:" + promised.hex(), "md5:" + found.hex());
      }
    }
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    var buffer = new byte[Math.clamp(count, 0, 8_192)];
    return Math.max(0, read(buffer, 0, buffer.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
