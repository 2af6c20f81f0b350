// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.function.Function;

/// Pieces, each made when it is read, as one stream of bytes: memory is flat. Not thread safe.
public final class PieceStream extends InputStream {
  private final Iterator<byte[]> pieces;
  private byte[] piece;
  private int at;

  private PieceStream(byte[] head, Iterator<byte[]> pieces) {
    this.piece = head;
    this.pieces = pieces;
  }

  /// A manifest. The entries come in [ManifestEntry#order()]; whoever reads it checks that.
  public static PieceStream ofEntries(Iterator<? extends ManifestEntry> entries) {
    return new PieceStream(ManifestLine.HEADER, each(entries, ManifestEntry::line));
  }

  /// Text as UTF-8.
  public static PieceStream ofTexts(Iterator<String> texts) {
    return new PieceStream(new byte[0], each(texts, text -> text.getBytes(StandardCharsets.UTF_8)));
  }

  private static <T> Iterator<byte[]> each(Iterator<? extends T> items, Function<T, byte[]> bytes) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return items.hasNext();
      }

      @Override
      public byte[] next() {
        return bytes.apply(items.next());
      }
    };
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
        piece = pieces.next();
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
