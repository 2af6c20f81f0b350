// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.export;

import io.cairn.core.content.Digest;
import io.cairn.core.json.JsonRow;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All files of facts as one stream of lines. A line that is a JSON array divides: `["export",…]`
/// is the first, `["facts","<noun>"]` stands before the lines of a file, `["end",…]` is the last
/// and says what each file must hash to; without it the stream was cut. All others are objects, and
/// are the lines of the files to the byte.
final class ExportWriter {
  private final OutputStream out;
  private final List<FactFile> files = new ArrayList<>();
  private Digest.Hasher hasher = new Digest.Hasher();
  private long rows;

  ExportWriter(OutputStream out) {
    this.out = out;
  }

  void begin(Map<String, ? extends @Nullable Object> head) {
    line("[\"export\"," + JsonRow.write(head) + "]");
  }

  /// One file: `lines` is given a sink for the members of each line.
  void file(String noun, Consumer<Consumer<Map<String, @Nullable Object>>> lines) {
    line("[\"facts\",\"" + noun + "\"]");
    hasher = new Digest.Hasher();
    rows = 0;
    lines.accept(this::row);
    files.add(new FactFile(noun, rows, hasher.finish()));
  }

  private void row(Map<String, @Nullable Object> members) {
    var bytes = line(JsonRow.write(members));
    hasher.update(bytes, 0, bytes.length);
    rows++;
  }

  /// What was written.
  ExportDescription describe() {
    return new ExportDescription(files);
  }

  void end(Map<String, ? extends @Nullable Object> tail) {
    line("[\"end\"," + JsonRow.write(tail) + "]");
  }

  private byte[] line(String text) {
    var bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }
}
