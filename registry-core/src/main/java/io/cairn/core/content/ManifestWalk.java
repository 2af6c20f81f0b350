// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The entries of a stored manifest that lie below a folder, one after the other; memory is flat,
/// and what comes before the folder is not read. Not thread safe; close it.
public final class ManifestWalk implements Iterator<ManifestEntry>, AutoCloseable {
  private final ManifestLines lines;
  private final String prefix;
  private @Nullable ManifestEntry next;

  private ManifestWalk(ManifestLines lines, String prefix) {
    this.lines = lines;
    this.prefix = prefix;
    this.next = advance();
  }

  /// @param folder `""` is the whole
  public static ManifestWalk in(BlobStore store, Digest manifest, String folder) {
    var offset = ManifestSearch.in(store, manifest).offsetOf(folder);
    return new ManifestWalk(
        ManifestLines.in(store, manifest, offset), folder.isEmpty() ? "" : folder + "/");
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
    next = advance();
    return entry;
  }

  @Override
  public void close() {
    lines.close();
  }

  private @Nullable ManifestEntry advance() {
    var line = lines.next();
    var entry = line == null ? null : lines.parse(line);
    return entry != null && entry.path().text().startsWith(prefix) ? entry : null;
  }
}
