// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Some lines of a journal that are sent together.
///
/// @param until offset behind the last of them
record Chunk(List<Line> lines, long until) {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_LINES = 5_000;

  /// One line: what it is, its number in its stream, its JSON.
  record Line(char kind, long number, String json) {
    static Line parse(String text) {
      var blank = text.indexOf(' ', 2);
      return new Line(
          text.charAt(0), Long.parseLong(text.substring(2, blank)), text.substring(blank + 1));
    }
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  List<Line> of(char kind) {
    return lines.stream().filter(line -> line.kind() == kind).toList();
  }

  /// The whole lines from `offset` on, up to `until` if that is not 0. One line at least is read,
  /// however long it is.
  static Chunk read(Path segment, long offset, long until) throws IOException {
    try (var in = new RandomAccessFile(segment.toFile(), "r")) {
      var size = until > 0 ? Math.min(until, in.length()) : in.length();
      for (long most = MAX_BYTES; ; most *= 4) {
        var bytes = new byte[(int) Math.min(size - offset, most)];
        in.seek(offset);
        in.readFully(bytes);
        var chunk = lines(bytes, offset);
        if (!chunk.isEmpty() || bytes.length == size - offset) {
          return chunk;
        }
      }
    }
  }

  private static Chunk lines(byte[] bytes, long offset) {
    var lines = new ArrayList<Line>();
    var from = 0;
    for (var i = 0; i < bytes.length && lines.size() < MAX_LINES; i++) {
      if (bytes[i] == '\n') {
        lines.add(Line.parse(new String(bytes, from, i - from, StandardCharsets.UTF_8)));
        from = i + 1;
      }
    }
    return new Chunk(List.copyOf(lines), offset + from);
  }
}
