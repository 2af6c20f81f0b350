// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cuts a stream into lines of at most [ManifestLine#MAX_BYTES], each with its `\n`.
final class LineSource {
  private final InputStream in;
  private final byte[] buffer = new byte[2 * ManifestLine.MAX_BYTES];
  private int start;
  private int end;

  LineSource(InputStream in) {
    this.in = in;
  }

  /// The next line; null at the end of the stream. A line that is too long, or a last line without
  /// `\n`, comes as it is, so without `\n`.
  byte @Nullable [] next() throws IOException {
    for (var scanned = start; ; ) {
      for (; scanned < end; scanned++) {
        if (buffer[scanned] == '\n') {
          return cut(scanned + 1);
        }
      }
      if (end - start > ManifestLine.MAX_BYTES) {
        return cut(end);
      }
      scanned -= start;
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
      var read = in.read(buffer, end, buffer.length - end);
      if (read < 0) {
        return end == 0 ? null : cut(end);
      }
      end += read;
    }
  }

  private byte[] cut(int until) {
    var line = Arrays.copyOfRange(buffer, start, until);
    start = until;
    return line;
  }
}
