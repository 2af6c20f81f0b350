// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;

/// The content of one file of a zip archive, as stored blocks of deflate (RFC 1951 § 3.2.4).
final class ZipContent extends OutputStream {
  private static final int BLOCK_BYTES = 65_535;
  private static final int BLOCK_HEADER_BYTES = 5;

  private final OutputStream out;
  private final CRC32 sum = new CRC32();
  private final byte[] block;
  private long left;
  private int filled;

  ZipContent(OutputStream out, ZipHeader header) {
    this.out = out;
    this.left = header.sizeBytes();
    this.block = new byte[BLOCK_HEADER_BYTES + (int) Math.min(left, BLOCK_BYTES)];
  }

  /// How long content of that size becomes.
  static long packedBytes(long sizeBytes) {
    return sizeBytes + BLOCK_HEADER_BYTES * Math.max(1, Math.ceilDiv(sizeBytes, BLOCK_BYTES));
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    if (length > left - filled) {
      throw new IllegalStateException("a file goes on beyond its size");
    }
    var done = 0;
    while (done < length) {
      var part = Math.min(length - done, block.length - BLOCK_HEADER_BYTES - filled);
      System.arraycopy(buffer, offset + done, block, BLOCK_HEADER_BYTES + filled, part);
      done += part;
      filled += part;
      if (filled == BLOCK_BYTES && filled < left) {
        writeBlock();
      }
    }
  }

  /// Writes the last block. Answers the CRC-32 of all.
  int finish() throws IOException {
    if (filled != left) {
      throw new IllegalStateException("a file ended before its size");
    }
    writeBlock();
    return (int) sum.getValue();
  }

  private void writeBlock() throws IOException {
    sum.update(block, BLOCK_HEADER_BYTES, filled);
    block[0] = (byte) (filled == left ? 1 : 0);
    block[1] = (byte) filled;
    block[2] = (byte) (filled >>> 8);
    block[3] = (byte) ~filled;
    block[4] = (byte) (~filled >>> 8);
    out.write(block, 0, BLOCK_HEADER_BYTES + filled);
    left -= filled;
    filled = 0;
  }
}
