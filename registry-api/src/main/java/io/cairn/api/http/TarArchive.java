// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.cairn.core.artifact.VersionTree;
import io.cairn.core.content.ManifestEntry.FileEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// A version as a tar archive (POSIX.1-2001): the same bytes each time it is asked for, so that the
/// length is known beforehand and a broken transfer can go on.
///
/// The library makes the headers (with pax records for names beyond ASCII or 100 bytes, and for
/// files beyond 8 GiB); contents are framed here, and each is hashed on its way.
final class TarArchive {
  private static final int RECORD = 512;
  private static final byte[] ZEROS = new byte[2 * RECORD];

  private final VersionTree tree;
  private final Instant modifiedAt;
  private final ReferenceList references;

  TarArchive(VersionTree tree) {
    this.tree = tree;
    this.modifiedAt = Instant.ofEpochSecond(tree.version().createdAt().getEpochSecond());
    this.references = ReferenceList.of(tree);
  }

  /// Of the whole archive. Reads the manifest.
  long sizeBytes() {
    var size = 2L * RECORD;
    try (var walk = tree.walk()) {
      while (walk.hasNext()) {
        if (walk.next() instanceof FileEntry file) {
          size += headerBytes(file.path().text(), file.sizeBytes()) + padded(file.sizeBytes());
        }
      }
    }
    if (references.isThere()) {
      size += headerBytes(references.path(), references.sizeBytes());
      size += padded(references.sizeBytes());
    }
    return size;
  }

  /// All from an offset on. Files that lie before it are not read.
  void write(OutputStream out, long offset) throws IOException {
    var cut = new SkippingStream(out, offset);
    try (var walk = tree.walk()) {
      while (walk.hasNext()) {
        if (walk.next() instanceof FileEntry file) {
          write(cut, file);
        }
      }
    }
    if (references.isThere()) {
      cut.write(header(references.path(), references.sizeBytes()));
      references.write(cut);
      cut.write(ZEROS, 0, padding(references.sizeBytes()));
    }
    cut.write(ZEROS, 0, 2 * RECORD);
  }

  private void write(SkippingStream out, FileEntry file) throws IOException {
    var path = file.path().text();
    var whole = headerBytes(path, file.sizeBytes()) + padded(file.sizeBytes());
    if (out.toSkip() >= whole) {
      out.skip(whole);
      return;
    }
    out.write(header(path, file.sizeBytes()));
    try (InputStream in = tree.open(file)) {
      Pieces.copy(in, out, file.sizeBytes());
    }
    out.write(ZEROS, 0, padding(file.sizeBytes()));
  }

  /// Most names are plain, and need no header to be made to know its length.
  private long headerBytes(String path, long sizeBytes) {
    var isPlain =
        path.length() < 100
            && sizeBytes <= TarArchiveEntry.MAXSIZE / 2
            && path.chars().allMatch(c -> c < 0x80);
    return isPlain ? RECORD : header(path, sizeBytes).length;
  }

  private byte[] header(String path, long sizeBytes) {
    var entry = new TarArchiveEntry(path);
    entry.setSize(sizeBytes);
    entry.setModTime(modifiedAt.toEpochMilli());
    entry.setIds(0, 0);
    entry.setNames("", "");
    entry.setMode(0100644);
    var bytes = new ByteArrayOutputStream(4 * RECORD);
    // Not closed: it would want the content that follows.
    @SuppressWarnings("resource")
    var tar = new TarArchiveOutputStream(bytes, RECORD, "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    try {
      tar.putArchiveEntry(entry);
      tar.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static int padding(long sizeBytes) {
    return (int) (padded(sizeBytes) - sizeBytes);
  }

  private static long padded(long sizeBytes) {
    return (sizeBytes + RECORD - 1) / RECORD * RECORD;
  }
}
