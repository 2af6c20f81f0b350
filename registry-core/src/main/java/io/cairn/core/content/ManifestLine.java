// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cairn.core.content.ManifestEntry.FileEntry;
import io.cairn.core.content.ManifestEntry.ReferenceEntry;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.FilePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// One line of manifest format 1, to bytes and back. Every entry has exactly one spelling.
final class ManifestLine {
  /// Above the longest legal line: path and URI with every byte escaped, and the digest.
  static final int MAX_BYTES = 32 * 1_024;

  static final byte[] HEADER = "{\"cairn\":\"manifest/1\"}\n".getBytes(StandardCharsets.UTF_8);

  private static final JsonFactory JSON = new JsonFactory();

  private ManifestLine() {}

  /// The line with its `\n`.
  static byte[] write(ManifestEntry entry) {
    var line = new StringBuilder(192).append("{\"path\":");
    quote(line, entry.path().text());
    switch (entry) {
      case FileEntry(_, var sizeBytes, var digest) ->
          line.append(",\"size\":")
              .append(sizeBytes)
              .append(",\"sha256\":\"")
              .append(digest.hex())
              .append('"');
      case ReferenceEntry(_, var sizeBytes, var uri, var checksum) -> {
        sizeBytes.ifPresent(size -> line.append(",\"size\":").append(size));
        quote(line.append(",\"ref\":"), uri);
        checksum.ifPresent(text -> quote(line.append(",\"checksum\":"), text));
      }
    }
    return line.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  /// Reads a line given without its `\n`.
  ///
  /// @throws Failure.Invalid field `manifest`, if it is not exactly what [#write] makes
  static ManifestEntry read(byte[] line, long number) {
    var entry = parse(line, number);
    var canonical = write(entry);
    if (!Arrays.equals(line, 0, line.length, canonical, 0, canonical.length - 1)) {
      throw refuse(
          "manifest.canonical",
          number,
          "must be spelled exactly so: " + new String(canonical, StandardCharsets.UTF_8).strip());
    }
    return entry;
  }

  static Failure.Invalid refuse(String rule, long number, String what) {
    return new Failure.Invalid("manifest", rule, "manifest line " + number + ": " + what);
  }

  private static ManifestEntry parse(byte[] line, long number) {
    try (var parser = JSON.createParser(line)) {
      var members = Members.read(parser);
      if (members == null || parser.nextToken() != null) {
        throw notAnEntry(number);
      }
      return members.toEntry(number);
    } catch (IOException _) {
      throw refuse("manifest.json", number, "must be one JSON object in valid UTF-8");
    } catch (Failure.Invalid e) {
      throw e.field().equals("manifest") ? e : refuse(e.rule(), number, e.text());
    }
  }

  private static Failure.Invalid notAnEntry(long number) {
    return refuse(
        "manifest.entry",
        number,
        "must have path, size and sha256, or path, ref and perhaps size and checksum, and nothing"
            + " else");
  }

  /// RFC 8785 §3.2.2.2: only what must be escaped is escaped, in its shortest form.
  private static void quote(StringBuilder line, String text) {
    line.append('"');
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      switch (c) {
        case '"' -> line.append("\\\"");
        case '\\' -> line.append("\\\\");
        // Other characters that would need an escape are in no legal path, URI or checksum.
        default -> line.append(c);
      }
    }
    line.append('"');
  }

  /// The members of a line as they were found; null is 'not there'.
  private static final class Members {
    private @Nullable String path;
    private @Nullable Long size;
    private @Nullable String sha256;
    private @Nullable String ref;
    private @Nullable String checksum;

    static @Nullable Members read(JsonParser parser) throws IOException {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      var members = new Members();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        var isTaken = members.take(parser.currentName(), parser.nextToken(), parser);
        if (!isTaken) {
          return null;
        }
      }
      return parser.currentToken() == JsonToken.END_OBJECT ? members : null;
    }

    private boolean take(String name, JsonToken token, JsonParser parser) throws IOException {
      if (token == JsonToken.VALUE_NUMBER_INT && name.equals("size")) {
        size = parser.getLongValue();
        return true;
      }
      if (token != JsonToken.VALUE_STRING) {
        return false;
      }
      switch (name) {
        case "path" -> path = parser.getText();
        case "sha256" -> sha256 = parser.getText();
        case "ref" -> ref = parser.getText();
        case "checksum" -> checksum = parser.getText();
        default -> {
          return false;
        }
      }
      return true;
    }

    ManifestEntry toEntry(long number) {
      if (path == null) {
        throw notAnEntry(number);
      }
      var filePath = new FilePath(path);
      if (sha256 != null && size != null && ref == null && checksum == null) {
        return new FileEntry(filePath, size, Digest.parse("sha256", sha256));
      }
      if (ref != null && sha256 == null) {
        var sizeBytes = size == null ? OptionalLong.empty() : OptionalLong.of(size);
        return new ReferenceEntry(filePath, sizeBytes, ref, Optional.ofNullable(checksum));
      }
      throw notAnEntry(number);
    }
  }
}
