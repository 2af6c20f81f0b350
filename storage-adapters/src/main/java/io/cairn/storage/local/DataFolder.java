// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// The folder of one server, held alone by it while it runs.
///
/// ```
/// lock                          held by the server that uses the folder; has its process id
/// format                        version of this layout, a number and a line feed
/// incoming/                     bytes on their way in; emptied at each start
/// staging/<id>.staged           bytes of uploads that come in several parts; kept over a restart
/// blobs/sha256/ab/ab12…         blobs by digest, 256 folders by the first two digits
/// quarantine/ab12…              damaged blobs, kept for inquiry
/// ```
///
/// The data base file and `admin.key` lie beside these and belong to others. Files are 0640 and
/// folders 0750, or tighter if the umask says so. Links inside are never followed.
public final class DataFolder implements AutoCloseable {
  /// The layout that this code writes and reads.
  public static final int FORMAT = 1;

  private static final int SHARDS = 256;

  private final Path root;
  private final FileChannel lock;

  private DataFolder(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /// Takes the folder for this process, and makes what is missing in it.
  ///
  /// @throws IllegalStateException with a text for the operator, if another server holds it, a
  ///   newer Cairn wrote it, or it cannot be used
  public static DataFolder open(Path folder) {
    try {
      Files.createDirectories(folder.toAbsolutePath(), Disk.folderMode(folder));
      var root = folder.toRealPath();
      var lock = lock(root);
      try {
        requireRestored(root);
        checkFormat(root);
        createFolders(root);
        return new DataFolder(root, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "data folder '" + folder + "' cannot be used: " + e.getMessage(), e);
    }
  }

  public Path root() {
    return root;
  }

  Path incoming() {
    return root.resolve("incoming");
  }

  Path staging() {
    return root.resolve("staging");
  }

  Path blobs() {
    return root.resolve("blobs").resolve("sha256");
  }

  Path quarantine() {
    return root.resolve("quarantine");
  }

  /// Lets go of the folder.
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("lock of the data folder", e);
    }
  }

  private static FileChannel lock(Path root) throws IOException {
    var file = root.resolve("lock");
    var channel =
        Disk.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw heldByAnother(root, channel);
      }
    } catch (OverlappingFileLockException _) {
      throw heldByAnother(root, channel);
    }
    channel.truncate(0);
    channel.write(ascii(ProcessHandle.current().pid() + "\n"), 0);
    return channel;
  }

  private static IllegalStateException heldByAnother(Path root, FileChannel channel)
      throws IOException {
    try (channel) {
      var text = ByteBuffer.allocate(32);
      channel.read(text, 0);
      var holder = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
      return new IllegalStateException(
          "data folder '"
              + root
              + "' is used by another Cairn server (process "
              + (holder.isEmpty() ? "unknown" : holder)
              + "); stop that one, or give this one another folder with --data-dir");
    }
  }

  /// Half a backup is none.
  private static void requireRestored(Path root) {
    if (Files.exists(root.resolve("restoring"), LinkOption.NOFOLLOW_LINKS)) {
      throw new IllegalStateException(
          "a backup is being restored into data folder '"
              + root
              + "', or that was cut; let 'cairn admin restore' end first");
    }
  }

  private static void checkFormat(Path root) throws IOException {
    var file = root.resolve("format");
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      // Under another name first: a kill must not leave a format that nobody can read.
      var half = root.resolve("format.new");
      try (var channel =
          Disk.open(
              half,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        channel.write(ascii(FORMAT + "\n"));
        channel.force(true);
      }
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    var text = Files.readString(file, StandardCharsets.US_ASCII).strip();
    if (!text.equals(Integer.toString(FORMAT))) {
      throw new IllegalStateException(
          "data folder '"
              + root
              + "' has format '"
              + text
              + "', this Cairn knows format "
              + FORMAT
              + "; start it with the version of Cairn that wrote it, or a newer one");
    }
  }

  private static void createFolders(Path root) throws IOException {
    var sha256 = root.resolve("blobs").resolve("sha256");
    Disk.createFolder(root.resolve("incoming"));
    Disk.createFolder(root.resolve("staging"));
    Disk.createFolder(root.resolve("quarantine"));
    Disk.createFolder(root.resolve("blobs"));
    Disk.createFolder(sha256);
    for (var number = 0; number < SHARDS; number++) {
      var shard = sha256.resolve("%02x".formatted(number));
      Disk.createFolder(shard);
      // A kill may have come between the name of a blob and the force of its folder.
      Disk.force(shard);
    }
    // All folders that a blob will ever lie in are durable from here on: a write forces one only.
    Disk.force(sha256);
    Disk.force(root.resolve("blobs"));
    Disk.force(root);
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
