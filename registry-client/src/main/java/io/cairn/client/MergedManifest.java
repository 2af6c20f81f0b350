// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.CairnException.Kind;
import io.cairn.client.folder.Entry;
import io.cairn.client.folder.ManifestWriter;
import io.cairn.client.folder.ReferenceLines;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The manifest of a version that has files and references, in one order. References are streamed,
/// however many they are.
final class MergedManifest {
  private final ManifestWriter writer;
  private final ReferenceLines references;
  private Optional<Entry.Reference> reference;

  private MergedManifest(ManifestWriter writer, ReferenceLines references) throws IOException {
    this.writer = writer;
    this.references = references;
    this.reference = references.next();
  }

  /// Reads the references of the request once, so that a wrong one is told before files are sent.
  static void checkReferences(LogRequest request) throws IOException {
    ReferenceLines.of(request.references(), request.referenceFiles()).close();
  }

  /// @param files in the order of a manifest
  /// @return `sha256:<hex>` of what was written
  static String write(Iterable<Entry.File> files, LogRequest request, Path manifest)
      throws IOException {
    try (var out = new BufferedOutputStream(Files.newOutputStream(manifest));
        var references = ReferenceLines.of(request.references(), request.referenceFiles())) {
      var writer = new ManifestWriter(out);
      var merged = new MergedManifest(writer, references);
      for (var file : files) {
        merged.add(file);
      }
      merged.addReferencesBefore(Optional.empty());
      return writer.digest();
    }
  }

  private void add(Entry.File file) throws IOException {
    addReferencesBefore(Optional.of(file.path()));
    if (reference.isPresent() && reference.get().path().equals(file.path())) {
      throw twice(file.path());
    }
    writer.add(file);
  }

  /// All that are left, if there is no path.
  private void addReferencesBefore(Optional<String> path) throws IOException {
    while (reference.isPresent()
        && (path.isEmpty() || Entry.ORDER.compare(reference.get().path(), path.get()) < 0)) {
      var added = reference.get();
      writer.add(added);
      reference = references.next();
      if (reference.isPresent() && reference.get().path().equals(added.path())) {
        throw twice(added.path());
      }
    }
  }

  private static CairnException twice(String path) {
    return CairnException.of(
        Kind.REFUSED, "folder.twice", "'" + path + "' is there twice; give one another path");
  }
}
