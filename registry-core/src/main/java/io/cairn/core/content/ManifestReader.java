// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads manifest format 1 from a stream, entry by entry, and hashes it on the way.
///
/// Strict: a text that [ManifestWriter] would not write byte by byte is refused with
/// [Failure.Invalid] of the field `manifest`, the rule and the line's number, so that one content
/// has one digest. Memory is flat. A stream that breaks comes out as [UncheckedIOException]. Not
/// thread safe; the caller closes the stream.
public final class ManifestReader implements Iterator<ManifestEntry> {
  private final LineSource lines;
  private final ManifestTally tally;
  private final Consumer<byte[]> rightLines;
  private @Nullable ManifestEntry next;
  private @Nullable ManifestSummary summary;

  public ManifestReader(InputStream in) {
    this(in, ManifestWriter.MAX_ENTRIES);
  }

  /// With another limit than [ManifestWriter#MAX_ENTRIES].
  public ManifestReader(InputStream in, long maxEntries) {
    this(in, maxEntries, _ -> {});
  }

  /// Shows each line, with its `\n`, once it was found right.
  ManifestReader(InputStream in, long maxEntries, Consumer<byte[]> rightLines) {
    this.rightLines = rightLines;
    this.lines = new LineSource(in);
    this.tally = new ManifestTally(maxEntries);
    readHeader();
    advance();
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public ManifestEntry next() {
    var entry = next;
    if (entry == null) {
      throw new NoSuchElementException();
    }
    advance();
    return entry;
  }

  /// What the manifest amounts to; reads what is left of it first.
  public ManifestSummary summary() {
    while (next != null) {
      advance();
    }
    if (summary == null) {
      summary = tally.finish();
    }
    return summary;
  }

  private void readHeader() {
    var line = readLine(1);
    if (line == null || !Arrays.equals(line, ManifestLine.HEADER)) {
      throw ManifestLine.refuse(
          "manifest.header", 1, "must be {\"cairn\":\"manifest/1\"}; no other format is known");
    }
    rightLines.accept(line);
  }

  private void advance() {
    var number = tally.line();
    var line = readLine(number);
    if (line == null) {
      next = null;
      return;
    }
    var entry = ManifestLine.read(Arrays.copyOf(line, line.length - 1), number);
    tally.count(entry);
    rightLines.accept(line);
    next = entry;
  }

  private byte @Nullable [] readLine(long number) {
    try {
      var line = lines.next();
      if (line == null) {
        return null;
      }
      if (line.length > ManifestLine.MAX_BYTES) {
        throw ManifestLine.refuse("manifest.line-length", number, "is longer than 32 KiB");
      }
      if (line[line.length - 1] != '\n') {
        throw ManifestLine.refuse("manifest.newline", number, "must end with a line feed");
      }
      tally.hash(line, 0, line.length);
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException("manifest could not be read on", e);
    }
  }
}
