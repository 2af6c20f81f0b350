// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/// Text in pieces, each made when it is read, as a stream of UTF-8.
final class PieceStream extends InputStream {
  private final Iterator<String> pieces;
  private byte[] piece = new byte[0];
  private int at;

  PieceStream(Iterator<String> pieces) {
    this.pieces = pieces;
  }

  @Override
  public int read() {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    var written = 0;
    while (written < length) {
      if (at == piece.length) {
        if (!pieces.hasNext()) {
          return written == 0 ? -1 : written;
        }
        piece = pieces.next().getBytes(StandardCharsets.UTF_8);
        at = 0;
      }
      var count = Math.min(length - written, piece.length - at);
      System.arraycopy(piece, at, buffer, offset + written, count);
      at += count;
      written += count;
    }
    return written;
  }
}
