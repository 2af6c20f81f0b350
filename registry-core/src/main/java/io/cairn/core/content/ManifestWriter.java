// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.failure.Failure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;

/// Writes manifest format 1 (`docs/manifest-format.md`) to a stream and hashes it on the way.
///
/// Entries come in [ManifestEntry#order()]. Memory is flat, however many there are. Not thread
/// safe. The caller closes the stream; [#finish()] flushes it.
public final class ManifestWriter {
  /// Most entries of one manifest.
  public static final long MAX_ENTRIES = 1_000_000;

  private static final int BUFFER_BYTES = 64 * 1_024;

  private final OutputStream out;
  private final ManifestTally tally;

  public ManifestWriter(OutputStream out) throws IOException {
    this(out, MAX_ENTRIES);
  }

  /// With another limit than [#MAX_ENTRIES].
  public ManifestWriter(OutputStream out, long maxEntries) throws IOException {
    this.out = new BufferedOutputStream(out, BUFFER_BYTES);
    this.tally = new ManifestTally(maxEntries);
    write(ManifestLine.HEADER);
  }

  /// All of `entries`, which are in order already.
  public static ManifestSummary write(OutputStream out, Iterator<? extends ManifestEntry> entries)
      throws IOException {
    var writer = new ManifestWriter(out);
    while (entries.hasNext()) {
      writer.add(entries.next());
    }
    return writer.finish();
  }

  /// @throws Failure.Invalid field `manifest`, if the path comes twice, out of order, or below a
  ///   path that is a file; the manifest is then good for nothing
  /// @throws Failure.TooLarge if there are too many entries
  public void add(ManifestEntry entry) throws IOException {
    tally.count(entry);
    write(ManifestLine.write(entry));
  }

  public ManifestSummary finish() throws IOException {
    out.flush();
    return tally.finish();
  }

  private void write(byte[] line) throws IOException {
    tally.hash(line, 0, line.length);
    out.write(line);
  }
}
