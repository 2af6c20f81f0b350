// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.ExportFolder.FactFile;
import io.cairn.client.folder.Hasher;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Cuts the server's stream of facts into files. A line that is an array divides; all others are
/// the lines of the files to the byte, and are copied without being read.
final class FactStream implements AutoCloseable {
  private static final Pattern NOUN = Pattern.compile("[a-z][a-z-]{0,63}");
  private static final int BUFFER_BYTES = 256 << 10;
  private static final int MAX_MARK_BYTES = 16 << 20;

  private final Path folder;
  private final Progress progress;
  private final ByteArrayOutputStream mark = new ByteArrayOutputStream();
  private final MessageDigest sha256 = Hasher.sha256();
  private final List<FactFile> files = new ArrayList<>();
  private final ArrayList<JsonNode> marks = new ArrayList<>();
  private boolean isAtStart = true;
  private boolean isMark;
  private String noun = "";
  private long rows;
  private @Nullable OutputStream out;

  FactStream(Path folder, Progress progress) {
    this.folder = folder;
    this.progress = progress;
  }

  /// What the server said of the stream: its first and its last mark.
  record Said(JsonNode head, JsonNode end, List<FactFile> files) {}

  /// @throws IOException if the stream breaks or ends before its end
  Said copy(InputStream in) throws IOException {
    var buffer = new byte[BUFFER_BYTES];
    for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      take(buffer, count);
      progress.bytes(count);
    }
    closeFile();
    if (marks.isEmpty() || !isEnd()) {
      throw new IOException("the answer ended too soon");
    }
    var said = new Said(marks.getFirst().path(1), marks.getLast().path(1), List.copyOf(files));
    check(said);
    return said;
  }

  private boolean isEnd() {
    return marks.getLast().path(0).asText().equals("end");
  }

  private static void check(Said said) {
    var sorted = said.files().stream().sorted(Comparator.comparing(FactFile::path)).toList();
    if (!ExportFolder.files(said.end()).equals(sorted)
        || !ExportFolder.digest(sorted).equals(Json.text(said.end(), "digest"))) {
      throw CairnException.of(
          CairnException.Kind.INTEGRITY,
          "bytes.damaged",
          "the facts arrived damaged: they do not hash to what the server says; export again");
    }
  }

  private void take(byte[] buffer, int count) throws IOException {
    var from = 0;
    while (from < count) {
      if (isAtStart) {
        isMark = buffer[from] == '[';
        isAtStart = false;
      }
      var end = from;
      while (end < count && buffer[end] != '\n') {
        end++;
      }
      var isWhole = end < count;
      var length = (isWhole ? end + 1 : end) - from;
      if (isMark) {
        mark.write(buffer, from, length);
        if (mark.size() > MAX_MARK_BYTES) {
          throw new IOException("the answer is no export");
        }
      } else {
        write(buffer, from, length);
      }
      from += length;
      if (isWhole) {
        endLine();
      }
    }
  }

  private void endLine() throws IOException {
    isAtStart = true;
    if (isMark) {
      var node = Json.parse(mark.toByteArray());
      mark.reset();
      marks.add(node);
      if (node.path(0).asText().equals("facts")) {
        openFile(node.path(1).asText());
      }
    } else {
      rows++;
    }
  }

  private void write(byte[] buffer, int from, int length) throws IOException {
    if (out == null) {
      throw new IOException("the answer is no export");
    }
    out.write(buffer, from, length);
    sha256.update(buffer, from, length);
  }

  private void openFile(String next) throws IOException {
    closeFile();
    if (!NOUN.matcher(next).matches()) {
      throw new IOException("the answer is no export");
    }
    noun = next;
    out =
        new BufferedOutputStream(
            Files.newOutputStream(folder.resolve(next + ".ndjson")), BUFFER_BYTES);
  }

  private void closeFile() throws IOException {
    if (out != null) {
      out.close();
      out = null;
      files.add(new FactFile(noun, rows, HexFormat.of().formatHex(sha256.digest())));
      rows = 0;
      progress.file();
    }
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
