// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.folder.EntryPath;
import io.cairn.client.folder.FolderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// A folder that is filled by what somebody else wrote down: no path leads out of it, by no name
/// and by no link.
final class Place {
  private final Path root;

  private Place(Path root) {
    this.root = root;
  }

  /// @throws CairnException if something is there already
  static Place open(Path folder) {
    try {
      if (Files.exists(folder)) {
        if (!Files.isDirectory(folder)) {
          throw taken(folder, "is no folder");
        }
        try (var inside = Files.list(folder)) {
          if (inside.findAny().isPresent()) {
            throw taken(folder, "is not empty; name a new folder");
          }
        }
      } else {
        Files.createDirectories(folder);
      }
      return new Place(folder.toRealPath());
    } catch (IOException e) {
      throw CairnException.of(Kind.REFUSED, "into.io", folder + " cannot be made", e);
    }
  }

  private static CairnException taken(Path folder, String what) {
    return CairnException.of(Kind.REFUSED, "into.taken", "--into " + folder + " " + what);
  }

  Path root() {
    return root;
  }

  /// The place of a path; empty text is the root itself.
  ///
  /// @throws CairnException if it would lie outside
  Path resolve(String path) {
    if (path.isEmpty()) {
      return root;
    }
    try {
      EntryPath.check(path);
      var place = root;
      for (var name : path.split("/", -1)) {
        if (name.equalsIgnoreCase(".git")) {
          throw refused(path, "lies in a repository's own folder");
        }
        place = place.resolve(name);
        if (Files.isSymbolicLink(place)) {
          throw refused(path, "leads over a link");
        }
      }
      return place;
    } catch (FolderException e) {
      throw refused(path, String.valueOf(e.getMessage()));
    } catch (InvalidPathException e) {
      throw refused(path, "cannot be a path here");
    }
  }

  private static CairnException refused(String path, String why) {
    return CairnException.of(
        Kind.REFUSED, "path", "'" + EntryPath.shown(path) + "' was refused: " + why);
  }
}
