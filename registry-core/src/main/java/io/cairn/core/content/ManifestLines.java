// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The lines of a stored manifest, one after the other, from some offset on; and what they say.
///
/// The manifest was checked when it was stored. A line that is none is damage of the store. Not
/// thread safe; close it to close the stream.
final class ManifestLines implements AutoCloseable {
  private final Digest manifest;
  private final InputStream in;
  private final LineSource lines;

  /// `in` begins with a whole line of `manifest` that is not its header.
  ManifestLines(Digest manifest, InputStream in) {
    this.manifest = manifest;
    this.in = in;
    this.lines = new LineSource(in);
  }

  /// @param offset where a line begins, not the header
  static ManifestLines in(BlobStore store, Digest manifest, long offset) {
    return new ManifestLines(manifest, store.openRange(manifest, offset, Long.MAX_VALUE));
  }

  /// The next line with its `\n`; null at the end.
  byte @Nullable [] next() {
    try {
      return lines.next();
    } catch (IOException e) {
      throw new Failure.Unavailable("manifest " + manifest, e);
    }
  }

  ManifestEntry parse(byte[] line) {
    return parse(manifest, line);
  }

  static ManifestEntry parse(Digest manifest, byte[] line) {
    if (line.length == 0 || line[line.length - 1] != '\n') {
      throw new Failure.Corrupt(manifest.toString());
    }
    try {
      return ManifestLine.read(Arrays.copyOf(line, line.length - 1), 0);
    } catch (Failure.Invalid _) {
      throw new Failure.Corrupt(manifest.toString());
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new Failure.Unavailable("manifest " + manifest, e);
    }
  }
}
