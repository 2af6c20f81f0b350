// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.folder.Entry;
import io.cairn.client.folder.FolderException;
import io.cairn.client.folder.FolderScan;
import io.cairn.client.folder.Folders;
import io.cairn.client.folder.ManifestReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What lies in the target before a pull.
///
/// @param found paths of its files, the record left out
/// @param right those of them whose bytes are those of the version to pull, and where they lie
record FormerPull(Set<String> found, Map<String, Path> right) {
  private static final FormerPull NOTHING = new FormerPull(Set.of(), Map.of());

  /// References that the pull before brought and that are still the same: what they hash to.
  static Map<String, Entry.File> knownReferences(
      PullTarget target, List<Entry.Reference> references, boolean isForced) throws IOException {
    if (target.isAbsentOrEmpty() || isForced || references.isEmpty()) {
      return Map.of();
    }
    var fetched = target.former().fetched();
    if (fetched.isEmpty()) {
      return Map.of();
    }
    var wanted = new HashMap<String, Entry.Reference>();
    references.forEach(reference -> wanted.put(reference.path(), reference));
    var known = new HashMap<String, Entry.File>();
    try (var former = new ManifestReader(Files.newInputStream(target.formerManifest()))) {
      for (var entry = former.next(); entry.isPresent(); entry = former.next()) {
        var path = entry.get().path();
        var file = fetched.get(path);
        if (file != null && entry.get().equals(wanted.get(path))) {
          known.put(path, file);
        }
      }
    }
    return known;
  }

  /// @param files that are to be there, known references among them
  /// @throws CairnException of kind REFUSED if the folder has files that no pull put there, unless
  ///   `isForced`
  static FormerPull look(PullTarget target, List<Entry.File> files, boolean isForced)
      throws IOException {
    if (target.isAbsentOrEmpty()) {
      return NOTHING;
    }
    var fetched = isForced ? Set.<String>of() : target.former().fetched().keySet();
    var found = scan(target, isForced);
    if (!isForced) {
      refuseOwnFiles(target, found.keySet(), fetched);
    }
    var right = new ConcurrentHashMap<String, Path>();
    Parallel.each(
        Parallel.Source.of(files),
        Runtime.getRuntime().availableProcessors(),
        Parallel.COMPUTING,
        file -> {
          var there = found.get(file.path());
          if (there != null && Folders.holds(there, file)) {
            right.put(file.path(), there);
          }
        });
    return new FormerPull(found.keySet(), right);
  }

  /// True if the folder has all files of the version and no others.
  boolean isWhole(List<Entry.File> files) {
    return !found.isEmpty() && right.size() == files.size() && found.size() == files.size();
  }

  private static Map<String, Path> scan(PullTarget target, boolean isForced) throws IOException {
    var found = new HashMap<String, Path>();
    try {
      FolderScan.scan(target.folder()).forEach(file -> found.put(file.path(), file.file()));
    } catch (FolderException e) {
      if (!isForced) {
        throw e;
      }
    }
    return found;
  }

  private static void refuseOwnFiles(PullTarget target, Set<String> found, Set<String> fetched)
      throws IOException {
    var own = new HashSet<>(found);
    own.removeAll(fetched);
    try (var former = new ManifestReader(Files.newInputStream(target.formerManifest()))) {
      for (var entry = former.next(); entry.isPresent(); entry = former.next()) {
        // A reference that was not fetched put no file there: one of its name is somebody's own.
        if (entry.get() instanceof Entry.File file) {
          own.remove(file.path());
        }
      }
    }
    if (!own.isEmpty()) {
      throw PullTarget.refused(
          "'"
              + target.folder()
              + "' has files that no pull put there ("
              + String.join(", ", own.stream().sorted().limit(3).toList())
              + (own.size() > 3 ? ", …" : "")
              + "); move them away, or use --force to lose them");
    }
  }
}
