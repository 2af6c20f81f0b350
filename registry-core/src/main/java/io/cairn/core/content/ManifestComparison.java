// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.content.ManifestChange.Added;
import io.cairn.core.content.ManifestChange.Changed;
import io.cairn.core.content.ManifestChange.Removed;
import io.cairn.core.content.ManifestEntry.FileEntry;
import io.cairn.core.content.ManifestEntry.ReferenceEntry;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// Two stored manifests side by side. Both are streamed, so memory is flat; a page begins where its
/// cursor says, without reading what comes before. Thread safe.
public final class ManifestComparison {
  private final BlobStore store;
  private final Digest before;
  private final Digest after;

  /// Both lie in `store`.
  public ManifestComparison(BlobStore store, Digest before, Digest after) {
    this.store = store;
    this.before = before;
    this.after = after;
  }

  /// The changes in the order of their paths. Reads as far as the page is long.
  public Page<ManifestChange> page(PageRequest request) {
    var from = request.after().map(Cursor::key);
    try (var left = lines(before, from.orElse(null));
        var right = lines(after, from.orElse(null))) {
      var diff = new ManifestDiff(left, right);
      var changes = new ArrayList<ManifestChange>();
      while (diff.hasNext() && changes.size() <= request.limit()) {
        changes.add(diff.next());
      }
      return Page.of(changes, request.limit(), change -> new Cursor(change.path().text()));
    }
  }

  /// What all changes amount to. Reads both manifests.
  public ComparisonTotals totals() {
    var moves = new Moves();
    var added = 0L;
    var removed = 0L;
    var changed = 0L;
    var bytesAdded = 0L;
    var bytesRemoved = 0L;
    try (var left = lines(before, null);
        var right = lines(after, null)) {
      var diff = new ManifestDiff(left, right);
      while (diff.hasNext()) {
        switch (diff.next()) {
          case Added(var entry) -> {
            added++;
            bytesAdded += bytes(entry);
            moves.added(entry);
          }
          case Removed(var entry) -> {
            removed++;
            bytesRemoved += bytes(entry);
            moves.removed(entry);
          }
          case Changed(var was, var is) -> {
            changed++;
            bytesAdded += bytes(is);
            bytesRemoved += bytes(was);
          }
        }
      }
      return new ComparisonTotals(
          added, removed, changed, diff.unchanged(), bytesAdded, bytesRemoved, moves.pairs());
    }
  }

  private ManifestLines lines(Digest manifest, @Nullable String after) {
    var offset =
        after == null
            ? ManifestLine.HEADER.length
            : ManifestSearch.in(store, manifest).offsetBehind(after);
    return ManifestLines.in(store, manifest, offset);
  }

  private static long bytes(ManifestEntry entry) {
    return switch (entry) {
      case FileEntry file -> file.sizeBytes();
      case ReferenceEntry _ -> 0;
    };
  }
}
