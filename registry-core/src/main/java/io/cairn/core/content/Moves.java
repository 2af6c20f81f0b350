// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.content.ManifestEntry.FileEntry;
import io.cairn.core.name.FilePath;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/// Finds the added files that are removed ones under another path: the same bytes, each paired
/// once, in the order of the paths. Empty files are all alike and are never paired. Gives up, and
/// its memory back, when there are too many.
final class Moves {
  /// Most files added, or removed, that are looked at.
  static final int MAX_FILES = 5_000;

  private final Map<Digest, Queue<FilePath>> removed = new HashMap<>();
  private final Map<FilePath, Digest> added = new LinkedHashMap<>();
  private int removedCount;
  private boolean isTooMany;

  void removed(ManifestEntry entry) {
    if (entry instanceof FileEntry file && file.sizeBytes() > 0 && hasRoom(++removedCount)) {
      removed.computeIfAbsent(file.digest(), _ -> new ArrayDeque<>(1)).add(file.path());
    }
  }

  void added(ManifestEntry entry) {
    if (entry instanceof FileEntry file && file.sizeBytes() > 0 && hasRoom(added.size() + 1)) {
      added.put(file.path(), file.digest());
    }
  }

  /// New path to former path; empty if there were too many to tell.
  Optional<Map<FilePath, FilePath>> pairs() {
    if (isTooMany) {
      return Optional.empty();
    }
    var pairs = new HashMap<FilePath, FilePath>();
    added.forEach((path, digest) -> {
      var former = removed.getOrDefault(digest, new ArrayDeque<>()).poll();
      if (former != null) {
        pairs.put(path, former);
      }
    });
    return Optional.of(pairs);
  }

  private boolean hasRoom(int count) {
    if (count > MAX_FILES) {
      isTooMany = true;
      removed.clear();
      added.clear();
    }
    return !isTooMany;
  }
}
