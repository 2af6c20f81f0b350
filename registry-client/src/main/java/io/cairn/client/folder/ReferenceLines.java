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

/// References to be recorded, in the order of a manifest: some that are in memory, and those of
/// files, a JSON object a line as in a manifest: `{"path":…,"ref":…}`, and `size` and `checksum`
/// where known. A file that is in order is streamed; another one is held in memory.
public final class ReferenceLines implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Comparator<Reference> ORDER =
      Comparator.comparing(Reference::path, Entry.ORDER);
  private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.+");

  private final Iterator<Reference> held;
  private final List<Lines> files;
  private @Nullable Reference nextHeld;

  private ReferenceLines(List<Reference> held, List<Lines> files) {
    this.held = held.stream().sorted(ORDER).iterator();
    this.files = files;
    stepHeld();
  }

  /// One line of a file as it may be given.
  public static String line(Reference reference) {
    return ManifestWriter.line(reference);
  }

  /// @throws FolderException naming the line or reference that cannot be recorded
  public static ReferenceLines of(List<Reference> given, List<Path> files) throws IOException {
    for (var reference : given) {
      check(reference);
    }
    var held = new ArrayList<>(given);
    var streamed = new ArrayList<Path>();
    for (var file : files) {
      if (isInOrder(file)) {
        streamed.add(file);
      } else {
        hold(file, held);
      }
    }
    var opened = new ArrayList<Lines>();
    for (var file : streamed) {
      var lines = new Lines(file);
      opened.add(lines);
      lines.step();
    }
    return new ReferenceLines(held, opened);
  }

  private static void hold(Path file, List<Reference> held) throws IOException {
    try (var lines = new Lines(file)) {
      for (var next = lines.next(); next != null; next = lines.next()) {
        held.add(next);
      }
    }
  }

  /// The next one; empty at the end.
  public Optional<Reference> next() throws IOException {
    var least = nextHeld;
    Lines from = null;
    for (var file : files) {
      var head = file.head;
      if (head != null && (least == null || ORDER.compare(head, least) < 0)) {
        least = head;
        from = file;
      }
    }
    if (from == null) {
      stepHeld();
    } else {
      from.step();
    }
    return Optional.ofNullable(least);
  }

  @Override
  public void close() throws IOException {
    for (var file : files) {
      file.close();
    }
  }

  private void stepHeld() {
    nextHeld = held.hasNext() ? held.next() : null;
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
    private @Nullable Reference head;

    Lines(Path file) throws IOException {
      this.file = file;
      this.reader = Files.newBufferedReader(file);
    }

    void step() throws IOException {
      head = next();
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
