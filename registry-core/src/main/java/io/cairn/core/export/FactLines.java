// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.export;

import io.cairn.core.content.Digest;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a file of facts line by line, and takes nothing on trust: each line is checked against its
/// table, and the whole against what the export says of it. One line is in memory at a time.
final class FactLines implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 << 10;

  private final FactFile file;
  private final InputStream in;
  private final Digest.Hasher hasher = new Digest.Hasher();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int start;
  private int end;
  private long line;

  FactLines(FactFile file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /// The number of the line that was read last, from 1.
  long line() {
    return line;
  }

  /// The members of the next line; empty at the end, if the file is what it should be.
  ///
  /// @throws Failure.Invalid naming file and line
  /// @throws Failure.DigestMismatch if the file hashes to something else
  Optional<Map<String, @Nullable Object>> next() {
    var bytes = nextLine();
    if (bytes.length == 0) {
      requireWhole();
      return Optional.empty();
    }
    line++;
    return Optional.of(JsonRow.parse(where(), text(bytes)));
  }

  /// The next line as a row of the table: the value of every column, for the data base.
  Optional<Map<String, @Nullable Object>> nextRow(FactTable table) {
    return next().map(members -> row(table, members));
  }

  private Map<String, @Nullable Object> row(
      FactTable table, Map<String, @Nullable Object> members) {
    var row = new LinkedHashMap<String, @Nullable Object>();
    var unknown = new HashSet<>(members.keySet());
    for (var column : table.travelling()) {
      unknown.remove(column.name());
      row.put(column.name(), value(column, members.get(column.name())));
    }
    if (!unknown.isEmpty()) {
      throw invalid(
          "facts.column",
          "has the column '%s', which this server does not know"
              .formatted(unknown.iterator().next()));
    }
    for (var column : table.columns()) {
      if (!column.travels() && row.get(column.keyOf()) instanceof String text) {
        row.put(column.name(), text.toLowerCase(Locale.ROOT));
      }
    }
    return row;
  }

  private @Nullable Object value(Column column, @Nullable Object given) {
    if (given == null) {
      if (column.isOptional()) {
        return null;
      }
      throw invalid("facts.column", "lacks the column '" + column.name() + "'");
    }
    try {
      return column.value(given);
    } catch (Failure.Invalid e) {
      throw invalid(e.rule(), "has a wrong '" + column.name() + "': " + e.text());
    } catch (IllegalArgumentException | Failure.TooLarge _) {
      throw invalid(
          "facts.value",
          "has a wrong '%s': it must be a %s"
              .formatted(column.name(), column.type().name().toLowerCase(Locale.ROOT)));
    }
  }

  private byte[] nextLine() {
    var bytes = new ByteArrayOutputStream();
    try {
      while (true) {
        for (var at = start; at < end; at++) {
          if (buffer[at] == '\n') {
            bytes.write(buffer, start, at + 1 - start);
            start = at + 1;
            return hashed(bytes);
          }
        }
        bytes.write(buffer, start, end - start);
        start = 0;
        end = in.read(buffer);
        if (bytes.size() > JsonRow.MAX_CHARACTERS) {
          line++;
          throw invalid("facts.line", "is longer than 64 MiB");
        }
        if (end < 0) {
          end = 0;
          return hashed(bytes);
        }
      }
    } catch (IOException e) {
      throw new Failure.Unavailable("the blob store", e);
    }
  }

  private byte[] hashed(ByteArrayOutputStream bytes) {
    var all = bytes.toByteArray();
    hasher.update(all, 0, all.length);
    return all;
  }

  private String text(byte[] bytes) {
    if (bytes[bytes.length - 1] != '\n') {
      throw invalid("facts.line", "does not end with a line end");
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, bytes.length - 1))
          .toString();
    } catch (CharacterCodingException e) {
      throw invalid("facts.line", "is not UTF-8");
    }
  }

  private void requireWhole() {
    var found = hasher.finish();
    if (!file.digest().matches(found)) {
      throw new Failure.DigestMismatch(file.digest().toString(), found.toString());
    }
    if (line != file.rows()) {
      throw new Failure.Invalid(
          file.path(),
          "facts.rows",
          file.path() + " has " + line + " lines, and the export says " + file.rows());
    }
  }

  /// A refusal that names file and line.
  Failure.Invalid invalid(String rule, String what) {
    return new Failure.Invalid(file.path(), rule, where() + " " + what);
  }

  private String where() {
    return file.path() + " line " + line;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new Failure.Unavailable("the blob store", e);
    }
  }
}
