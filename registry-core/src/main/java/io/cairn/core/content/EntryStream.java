// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import java.io.InputStream;
import java.util.Iterator;

/// A manifest as the bytes of its lines, each made when it is read: memory is flat. The entries
/// come in [ManifestEntry#order()]; whoever reads the manifest checks that. Not thread safe.
public final class EntryStream extends InputStream {
  private final Iterator<? extends ManifestEntry> entries;
  private byte[] line = ManifestLine.HEADER;
  private int at;

  public EntryStream(Iterator<? extends ManifestEntry> entries) {
    this.entries = entries;
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
      if (at == line.length) {
        if (!entries.hasNext()) {
          return written == 0 ? -1 : written;
        }
        line = entries.next().line();
        at = 0;
      }
      var count = Math.min(length - written, line.length - at);
      System.arraycopy(line, at, buffer, offset + written, count);
      at += count;
      written += count;
    }
    return written;
  }
}
