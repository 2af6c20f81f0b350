// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.folder.Entry;
import io.cairn.client.folder.ManifestReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How the content of one version differs from another's: paths, in a manifest's order.
///
/// @param same how many entries are equal
public record Difference(
    Version from,
    Version to,
    List<String> added,
    List<String> removed,
    List<String> changed,
    long same) {

  /// Walks both manifests side by side, without holding either.
  static Difference between(Version from, Path fromManifest, Version to, Path toManifest)
      throws IOException {
    var added = new ArrayList<String>();
    var removed = new ArrayList<String>();
    var changed = new ArrayList<String>();
    var same = 0L;
    try (var left = new ManifestReader(Files.newInputStream(fromManifest));
        var right = new ManifestReader(Files.newInputStream(toManifest))) {
      var a = left.next();
      var b = right.next();
      while (a.isPresent() || b.isPresent()) {
        var order = order(a, b);
        if (order < 0) {
          a.map(Entry::path).ifPresent(removed::add);
        } else if (order > 0) {
          b.map(Entry::path).ifPresent(added::add);
        } else if (a.equals(b)) {
          same++;
        } else {
          a.map(Entry::path).ifPresent(changed::add);
        }
        a = order <= 0 ? left.next() : a;
        b = order >= 0 ? right.next() : b;
      }
    }
    return new Difference(
        from, to, List.copyOf(added), List.copyOf(removed), List.copyOf(changed), same);
  }

  private static int order(Optional<Entry> a, Optional<Entry> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? 1 : -1;
    }
    return Entry.ORDER.compare(a.get().path(), b.get().path());
  }
}
