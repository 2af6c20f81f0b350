// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.export;

import io.cairn.core.content.Digest;
import io.cairn.core.failure.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Which files of facts make an export. Its digest stands for all of them, and they name all blobs.
public record ExportDescription(List<FactFile> files) {
  /// The format that this server writes, and the one that it reads.
  public static final String FORMAT = "export/1";

  /// @throws Failure.Invalid unless each file that the format has is there, once
  public ExportDescription {
    files = files.stream().sorted(Comparator.comparing(FactFile::path)).toList();
    var nouns = files.stream().map(FactFile::noun).toList();
    var expected = nouns();
    if (nouns.size() != expected.size() || !expected.containsAll(nouns)) {
      throw new Failure.Invalid(
          "facts",
          "facts.files",
          "facts must name each of these files once: " + String.join(", ", expected));
    }
  }

  /// The files that the format has, in the order of import; the list of blobs is the last.
  static Set<String> nouns() {
    var nouns = new LinkedHashSet<String>();
    FactTables.EXPORTED.forEach(table -> nouns.add(table.noun()));
    nouns.add(FactFile.BLOBS);
    return nouns;
  }

  FactFile file(String noun) {
    return files.stream()
        .filter(file -> file.noun().equals(noun))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(noun));
  }

  public long rows() {
    return files.stream()
        .filter(file -> !file.noun().equals(FactFile.BLOBS))
        .mapToLong(FactFile::rows)
        .sum();
  }

  /// What `sha256sum facts/*.ndjson | sha256sum` says in the folder.
  public Digest digest() {
    var listing =
        files.stream()
            .map(file -> file.digest().hex() + "  " + file.path() + "\n")
            .collect(Collectors.joining());
    return Digest.hash(listing.getBytes(StandardCharsets.UTF_8));
  }
}
