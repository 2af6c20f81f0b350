// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.folder;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.cairn.client.folder.FolderException.Why;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads manifest format 1 line by line; what it hands out is checked: legal paths in ascending
/// order, digests of the right form. Close it to close the stream.
public final class ManifestReader implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();

  private final BufferedReader lines;
  private @Nullable String last;

  /// @throws FolderException if the first line is not that of format 1
  public ManifestReader(InputStream in) throws IOException {
    lines =
        new BufferedReader(
            new InputStreamReader(new BufferedInputStream(in), StandardCharsets.UTF_8));
    if (!ManifestWriter.HEAD.strip().equals(lines.readLine())) {
      throw damaged("it does not begin as manifest/1");
    }
  }

  /// The next entry, or empty at the end.
  public Optional<Entry> next() throws IOException {
    var line = lines.readLine();
    if (line == null) {
      return Optional.empty();
    }
    var entry = parse(line);
    EntryPath.check(entry.path());
    if (last != null && Entry.ORDER.compare(last, entry.path()) >= 0) {
      throw damaged("'" + EntryPath.shown(entry.path()) + "' is out of order");
    }
    last = entry.path();
    return Optional.of(entry);
  }

  /// One line's object.
  static Entry parse(String line) throws IOException {
    var members = new Members();
    try (var parser = JSON.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw damaged("a line is no object");
      }
      members.read(parser);
    } catch (JsonProcessingException e) {
      throw damaged("a line is no JSON");
    }
    return members.entry();
  }

  /// The members of one line, whichever kind of entry it turns out to be.
  static final class Members {
    private @Nullable String path;
    private @Nullable Long size;
    private @Nullable String sha256;
    private @Nullable String ref;
    private @Nullable String checksum;

    /// Up to the end of the object that `parser` stands in.
    void read(JsonParser parser) throws IOException {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        var name = parser.currentName();
        var token = parser.nextToken();
        var isNumber = token == JsonToken.VALUE_NUMBER_INT;
        if (!isNumber && token != JsonToken.VALUE_STRING) {
          throw damaged("member '" + EntryPath.shown(name) + "' is neither text nor number");
        }
        put(name, isNumber ? "" : parser.getText(), isNumber ? parser.getLongValue() : -1);
      }
    }

    private void put(String name, String text, long number) throws FolderException {
      switch (name) {
        case "path" -> path = text;
        case "size" -> size = number;
        case "sha256" -> sha256 = text;
        case "ref" -> ref = text;
        case "checksum" -> checksum = text;
        default -> throw damaged("member '" + EntryPath.shown(name) + "' is not known");
      }
    }

    /// For a line of a list of references: nothing else will do.
    Entry.Reference reference() throws FolderException {
      if (path == null || ref == null || sha256 != null) {
        throw new FolderException(
            Why.FOLDER, "must have path and ref, and perhaps size and checksum, and nothing else");
      }
      return new Entry.Reference(
          EntryPath.normal(path), Optional.ofNullable(size), ref, Optional.ofNullable(checksum));
    }

    Entry entry() throws FolderException {
      if (path == null) {
        throw damaged("a line has no path");
      }
      if (ref != null) {
        return new Entry.Reference(
            path, Optional.ofNullable(size), ref, Optional.ofNullable(checksum));
      }
      if (size == null || size < 0 || sha256 == null || !sha256.matches("[0-9a-f]{64}")) {
        throw damaged("'" + EntryPath.shown(path) + "' lacks a size or a digest");
      }
      return new Entry.File(path, size, sha256);
    }
  }

  private static FolderException damaged(String why) {
    return new FolderException(Why.DAMAGED, "the manifest is damaged: " + why);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
