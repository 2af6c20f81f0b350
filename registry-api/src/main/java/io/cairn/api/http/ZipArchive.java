// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.cairn.core.artifact.VersionTree;
import io.cairn.core.content.ManifestEntry.FileEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;

/// A version as a zip archive, written while it is sent.
///
/// Weights do not compress, so nothing is: method deflate, all of it in stored blocks. Method
/// stored would need each file's CRC-32 before its first byte, so every file would be read twice;
/// and readers that stream refuse it with the sums behind. So the length of the archive is known
/// beforehand. The list of files at its end is written by reading the manifest again: of each file
/// only its CRC-32 is kept in memory. Each file is hashed on its way.
final class ZipArchive {
  private final VersionTree tree;
  private final ReferenceList references;

  ZipArchive(VersionTree tree) {
    this.tree = tree;
    this.references = ReferenceList.of(tree);
  }

  /// Of the whole archive. Reads the manifest.
  long sizeBytes() {
    var list = new ZipList();
    each((header, _) -> list.add(header));
    return list.offset() + list.sizeBytes() + list.end().length;
  }

  void write(OutputStream out) throws IOException {
    var sums = new Sums();
    each((header, file) -> {
      var content = new ZipContent(out, header);
      out.write(header.before());
      if (file.isPresent()) {
        try (var in = tree.open(file.get())) {
          Pieces.copy(in, content, file.get().sizeBytes());
        }
      } else {
        references.write(content);
      }
      var sum = content.finish();
      out.write(header.behind(sum));
      sums.add(sum);
    });
    var list = new ZipList();
    each((header, _) -> {
      out.write(header.listed(sums.get(list.files()), list.offset()));
      list.add(header);
    });
    out.write(list.end());
  }

  /// The references come last, and are no entry of the manifest.
  private <E extends Exception> void each(Visitor<E> visitor) throws E {
    var createdAt = tree.version().createdAt();
    try (var walk = tree.walk()) {
      while (walk.hasNext()) {
        if (walk.next() instanceof FileEntry file) {
          var header = ZipHeader.of(file.path().text(), file.sizeBytes(), createdAt);
          visitor.visit(header, Optional.of(file));
        }
      }
    }
    if (references.isThere()) {
      var header = ZipHeader.of(references.path(), references.sizeBytes(), createdAt);
      visitor.visit(header, Optional.empty());
    }
  }

  @FunctionalInterface
  private interface Visitor<E extends Exception> {
    void visit(ZipHeader header, Optional<FileEntry> file) throws E;
  }

  /// In the order of the files.
  private static final class Sums {
    private int[] kept = new int[256];
    private int count;

    void add(int sum) {
      if (count == kept.length) {
        kept = Arrays.copyOf(kept, count * 2);
      }
      kept[count++] = sum;
    }

    int get(long file) {
      return kept[(int) file];
    }
  }
}
