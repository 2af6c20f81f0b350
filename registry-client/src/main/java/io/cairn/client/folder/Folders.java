// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.folder;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// Small work on whole folders.
public final class Folders {
  private Folders() {}

  /// Removes a folder and all in it; links are removed, not followed. Absent: nothing to do.
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /// True if the folder holds nothing.
  public static boolean isEmpty(Path folder) throws IOException {
    try (var children = Files.newDirectoryStream(folder)) {
      return !children.iterator().hasNext();
    }
  }

  /// True if `file` is a regular file with the bytes of `entry`.
  public static boolean holds(Path file, Entry.File entry) throws IOException {
    return Files.isRegularFile(file)
        && Files.size(file) == entry.sizeBytes()
        && Hasher.hash(file, _ -> {}).sha256().equals(entry.sha256());
  }
}
