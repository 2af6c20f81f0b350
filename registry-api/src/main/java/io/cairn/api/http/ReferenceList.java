// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.cairn.core.artifact.VersionTree;
import io.cairn.core.content.ManifestEntry.ReferenceEntry;
import io.cairn.core.name.FilePath;
import java.io.IOException;
import java.io.OutputStream;

/// The references of a version, whose bytes are elsewhere, as a small file of an archive: their
/// lines of the manifest.
///
/// @param path its name in the archive; no file of the version has it
/// @param sizeBytes of all lines; 0 if there is none
record ReferenceList(VersionTree tree, String path, long sizeBytes) {
  private static final String NAME = ".cairn-references";

  /// Reads the manifest if the version has references.
  static ReferenceList of(VersionTree tree) {
    if (tree.version().references() == 0) {
      return new ReferenceList(tree, NAME, 0);
    }
    var size = 0L;
    try (var walk = tree.walk()) {
      while (walk.hasNext()) {
        var entry = walk.next();
        if (entry instanceof ReferenceEntry) {
          size += entry.line().length;
        }
      }
    }
    var number = 0;
    while (tree.holds(new FilePath(name(number)))) {
      number++;
    }
    return new ReferenceList(tree, name(number), size);
  }

  private static String name(int number) {
    return NAME + (number == 0 ? "" : "-" + number) + ".jsonl";
  }

  boolean isThere() {
    return sizeBytes > 0;
  }

  void write(OutputStream out) throws IOException {
    try (var walk = tree.walk()) {
      while (walk.hasNext()) {
        var entry = walk.next();
        if (entry instanceof ReferenceEntry) {
          out.write(entry.line());
        }
      }
    }
  }
}
