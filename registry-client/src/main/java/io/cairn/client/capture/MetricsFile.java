// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that a program appends records to, one JSON object a line. Read from where it ended when
/// the program began.
final class MetricsFile {
  private static final int BLOCK_BYTES = 1 << 20;

  private final Path file;
  private final ConsoleLine lines;
  private long position;

  MetricsFile(Path file, Metrics metrics) {
    this.file = file;
    this.lines =
        new ConsoleLine(
            () -> 0,
            (_, text, cutBytes, isEnded) -> {
              if (isEnded && cutBytes == 0) {
                metrics.read(text);
              }
            });
    this.position = size();
  }

  /// Takes what was appended since the last time.
  void poll() {
    var size = size();
    if (size < position) {
      position = 0;
    }
    if (size == position) {
      return;
    }
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(position);
      var buffer = new byte[BLOCK_BYTES];
      for (var count = in.read(buffer); count > 0; count = in.read(buffer)) {
        lines.accept(buffer, count);
        position += count;
      }
    } catch (IOException e) {
      // Not there yet, or gone: the next time.
    }
  }

  /// The program has ended: a last line without an end is one too.
  void end() {
    poll();
    lines.accept("\n".getBytes(StandardCharsets.UTF_8), 1);
  }

  private long size() {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }
}
