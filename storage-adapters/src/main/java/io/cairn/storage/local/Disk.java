// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

/// The few calls to the file system, each without following links and with the modes of ours.
final class Disk {
  private static final FileAttribute<?> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));
  private static final FileAttribute<?> FOLDER_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---"));
  private static final FileAttribute<?>[] NONE = {};

  private Disk() {}

  static FileChannel open(Path file, StandardOpenOption... options) throws IOException {
    var all = new HashSet<OpenOption>(Set.of(options));
    all.add(LinkOption.NOFOLLOW_LINKS);
    return FileChannel.open(file, all, hasModes(file) ? new FileAttribute<?>[] {FILE_MODE} : NONE);
  }

  /// The mode of folders, where the file system has modes.
  static FileAttribute<?>[] folderMode(Path path) {
    return hasModes(path) ? new FileAttribute<?>[] {FOLDER_MODE} : NONE;
  }

  /// Makes a folder if it is missing.
  ///
  /// @throws IllegalStateException if something else, such as a link, stands there
  static void createFolder(Path folder) throws IOException {
    try {
      Files.createDirectory(folder, folderMode(folder));
    } catch (FileAlreadyExistsException _) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw new IllegalStateException("'" + folder + "' must be a folder, and no link to one");
      }
    }
  }

  /// Makes the names in a folder durable, as `force` of a file does not (fsync(2)).
  static void force(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static boolean hasModes(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
