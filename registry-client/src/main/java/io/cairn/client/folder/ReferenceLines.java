// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.folder;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.cairn.client.folder.Entry.Reference;
import io.cairn.client.folder.FolderException.Why;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// References to be recorded, in the order of a manifest: some that are in memory, and those of a
/// file, a JSON object a line as in a manifest: `{"path":…,"ref":…}`, and `size` and `checksum`
/// where known. A file that is in order is streamed; another one is held in memory.
public final class ReferenceLines implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Comparator<Reference> ORDER =
      Comparator.comparing(Reference::path, Entry.ORDER);
  private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.+");

  private final Iterator<Reference> held;
  private final @Nullable Lines lines;
  private @Nullable Reference nextHeld;
  private @Nullable Reference nextLine;

  private ReferenceLines(List<Reference> held, @Nullable Lines lines) throws IOException {
    this.held = held.stream().sorted(ORDER).iterator();
    this.lines = lines;
    stepHeld();
    stepLine();
  }

  /// @throws FolderException naming the line or reference that cannot be recorded
  public static ReferenceLines of(List<Reference> given, Optional<Path> file) throws IOException {
    for (var reference : given) {
      check(reference);
    }
    if (file.isEmpty()) {
      return new ReferenceLines(given, null);
    }
    if (isInOrder(file.get())) {
      return new ReferenceLines(given, new Lines(file.get()));
    }
    var all = new ArrayList<>(given);
    try (var lines = new Lines(file.get())) {
      for (var next = lines.next(); next != null; next = lines.next()) {
        all.add(next);
      }
    }
    return new ReferenceLines(all, null);
  }

  /// The next one; empty at the end.
  public Optional<Reference> next() throws IOException {
    var first = nextHeld;
    var other = nextLine;
    if (first != null && (other == null || ORDER.compare(first, other) <= 0)) {
      stepHeld();
      return Optional.of(first);
    }
    stepLine();
    return Optional.ofNullable(other);
  }

  @Override
  public void close() throws IOException {
    if (lines != null) {
      lines.close();
    }
  }

  private void stepHeld() {
    nextHeld = held.hasNext() ? held.next() : null;
  }

  private void stepLine() throws IOException {
    nextLine = lines == null ? null : lines.next();
  }

  private static boolean isInOrder(Path file) throws IOException {
    try (var lines = new Lines(file)) {
      var last = lines.next();
      for (var next = lines.next(); next != null; next = lines.next()) {
        if (last != null && ORDER.compare(last, next) > 0) {
          return false;
        }
        last = next;
      }
      return true;
    }
  }

  private static Reference check(Reference reference) throws FolderException {
    EntryPath.check(reference.path());
    if (!URI.matcher(reference.uri()).matches()
        || reference.uri().codePoints().anyMatch(c -> Character.isSpaceChar(c) || c < 0x20)) {
      throw new FolderException(
          Why.FOLDER,
          "'" + EntryPath.shown(reference.uri()) + "' is no URI such as s3://bucket/key");
    }
    if (reference.sizeBytes().filter(size -> size < 0 || size >= 1L << 53).isPresent()) {
      throw new FolderException(
          Why.FOLDER, "the size of '" + reference.path() + "' must be 0 to 2^53 - 1");
    }
    return reference;
  }

  private static final class Lines implements AutoCloseable {
    private final Path file;
    private final BufferedReader reader;
    private long number;

    Lines(Path file) throws IOException {
      this.file = file;
      this.reader = Files.newBufferedReader(file);
    }

    @Nullable Reference next() throws IOException {
      try {
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
          number++;
          if (!line.isBlank()) {
            return check(parse(line));
          }
        }
        return null;
      } catch (FolderException e) {
        throw new FolderException(Why.FOLDER, where() + e.getMessage());
      } catch (MalformedInputException e) {
        throw new FolderException(Why.FOLDER, where() + "is no UTF-8");
      }
    }

    private Reference parse(String line) throws IOException {
      var members = new ManifestReader.Members();
      try (var parser = JSON.createParser(line)) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
          throw new FolderException(Why.FOLDER, "is no JSON object");
        }
        members.read(parser);
        if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
          throw new FolderException(Why.FOLDER, "has more than one JSON object");
        }
      } catch (JsonProcessingException e) {
        throw new FolderException(Why.FOLDER, "is no JSON");
      }
      return members.reference();
    }

    private String where() {
      return "'" + file + "' line " + number + ": ";
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
