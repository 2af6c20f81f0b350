// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import java.io.IOException;
import java.io.OutputStream;

/// Drops so many first bytes of what is written to it and passes the rest on.
final class SkippingStream extends OutputStream {
  private final OutputStream out;
  private long toSkip;

  SkippingStream(OutputStream out, long toSkip) {
    this.out = out;
    this.toSkip = toSkip;
  }

  /// How many bytes are still to be dropped.
  long toSkip() {
    return toSkip;
  }

  /// Counts bytes as written that are dropped anyway.
  void skip(long bytes) {
    toSkip -= bytes;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    var dropped = (int) Math.min(toSkip, length);
    toSkip -= dropped;
    if (length > dropped) {
      out.write(buffer, offset + dropped, length - dropped);
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
