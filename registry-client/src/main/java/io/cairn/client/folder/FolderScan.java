// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.folder;

import io.cairn.client.folder.FolderException.Why;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeMap;

/// What a folder holds, in the order of a manifest.
///
/// Links to files and folders count as what they point at; a link that points nowhere or round in a
/// circle is refused, and so are devices, sockets and pipes. Empty folders are left out, and so is
/// a top-level `.cairn.json` (the record of a pull).
public final class FolderScan {
  private FolderScan() {}

  /// One file as the scan saw it.
  ///
  /// @param path its name in the manifest
  /// @param file where it lies
  public record Found(String path, Path file, long sizeBytes, FileTime modifiedAt) {
    /// True if size or time are no longer what the scan saw.
    public boolean hasChanged() {
      try {
        var now = Files.readAttributes(file, BasicFileAttributes.class);
        return now.size() != sizeBytes || !now.lastModifiedTime().equals(modifiedAt);
      } catch (IOException e) {
        return true;
      }
    }
  }

  /// All files below `folder`; of a single file, that file alone.
  ///
  /// @throws FolderException naming the first file that cannot be part of a version
  public static List<Found> scan(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      throw new FolderException(Why.FOLDER, "there is no folder '" + folder + "'");
    }
    var root = Files.isDirectory(folder) ? folder : folder.toAbsolutePath().getParent();
    var walk = new Walk(root == null ? folder : root);
    Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, walk);
    return List.copyOf(walk.found.values());
  }

  private static final class Walk extends SimpleFileVisitor<Path> {
    private final TreeMap<String, Found> found = new TreeMap<>(Entry.ORDER);
    private final Path root;

    Walk(Path root) {
      this.root = root;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      var path = EntryPath.normal(name(file));
      if (path.equals(PullRecord.NAME)) {
        return FileVisitResult.CONTINUE;
      }
      if (attributes.isSymbolicLink()) {
        throw refused(path, "is a link that points nowhere; remove or mend it");
      }
      if (!attributes.isRegularFile()) {
        throw refused(path, "is no regular file (a device, socket or pipe); remove it");
      }
      EntryPath.check(path);
      var before =
          found.put(path, new Found(path, file, attributes.size(), attributes.lastModifiedTime()));
      if (before != null) {
        throw refused(path, "is there in two spellings of the same letters; rename one");
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
      var path = name(file);
      throw switch (why) {
        case FileSystemLoopException _ -> refused(path, "is a link that leads back to itself");
        case NoSuchFileException _ -> refused(path, "went away during the scan; run it again");
        default -> refused(path, "cannot be read (" + why.getClass().getSimpleName() + ")");
      };
    }

    private String name(Path file) {
      var relative = root.toAbsolutePath().relativize(file.toAbsolutePath()).toString();
      var separator = file.getFileSystem().getSeparator();
      return separator.equals("/") ? relative : relative.replace(separator, "/");
    }

    private static FolderException refused(String path, String why) {
      return new FolderException(Why.FOLDER, "'" + EntryPath.shown(path) + "' " + why);
    }
  }
}
