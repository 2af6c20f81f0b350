// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.cairn.core.artifact.VersionTree;
import io.cairn.core.content.ManifestEntry.FileEntry;
import io.cairn.core.failure.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/// A version as a zip archive, written while it is sent.
///
/// Weights do not compress, so nothing is: method deflate at level 0. Method stored would need each
/// file's CRC-32 before its first byte, so every file would be read twice; and readers that stream
/// refuse it with the sums behind. Each file is hashed on its way. The list of files at the end is
/// kept in memory, so their number is bounded.
final class ZipArchive {
  /// What a zip archive holds without the extension for more.
  static final int MAX_FILES = 65_535;

  // Above it sizes may not fit into 32 bits: a block of 65,535 bytes costs 5 more.
  private static final long MAX_SHORT_BYTES = 4_000_000_000L;

  private final VersionTree tree;
  private final FileTime modifiedAt;
  private final ReferenceList references;

  /// @throws Failure.TooLarge field `archive`, if there are too many files
  ZipArchive(VersionTree tree) {
    this.tree = tree;
    this.modifiedAt = FileTime.from(tree.version().createdAt());
    this.references = ReferenceList.of(tree);
    requireFew();
  }

  private void requireFew() {
    var files = references.isThere() ? 1 : 0;
    try (var walk = tree.walk()) {
      while (walk.hasNext() && files <= MAX_FILES) {
        files += walk.next() instanceof FileEntry ? 1 : 0;
      }
    }
    if (files > MAX_FILES) {
      throw new Failure.TooLarge(
          "archive",
          MAX_FILES,
          "a zip archive is made of at most 65,535 files; ask for archive.tar, or for a folder of"
              + " the version by 'prefix'");
    }
  }

  void write(OutputStream out) throws IOException {
    // Not closed on a failure: what would look like a whole archive must not be finished.
    @SuppressWarnings("resource")
    var zip = new ZipArchiveOutputStream(new UnclosedStream(out));
    zip.setLevel(Deflater.NO_COMPRESSION);
    try (var walk = tree.walk()) {
      while (walk.hasNext()) {
        if (walk.next() instanceof FileEntry file) {
          begin(zip, file.path().text(), file.sizeBytes());
          try (var in = tree.open(file)) {
            in.transferTo(zip);
          }
          zip.closeArchiveEntry();
        }
      }
    }
    if (references.isThere()) {
      begin(zip, references.path(), references.sizeBytes());
      references.write(zip);
      zip.closeArchiveEntry();
    }
    zip.finish();
    zip.flush();
  }

  private void begin(ZipArchiveOutputStream zip, String path, long sizeBytes) throws IOException {
    zip.setUseZip64(sizeBytes > MAX_SHORT_BYTES ? Zip64Mode.Always : Zip64Mode.AsNeeded);
    var entry = new ZipArchiveEntry(path);
    entry.setSize(sizeBytes);
    entry.setTime(modifiedAt);
    entry.setUnixMode(0100644);
    zip.putArchiveEntry(entry);
  }

  /// The answer's stream belongs to the framework.
  private static final class UnclosedStream extends OutputStream {
    private final OutputStream out;

    UnclosedStream(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      out.write(buffer, offset, length);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }
  }
}
