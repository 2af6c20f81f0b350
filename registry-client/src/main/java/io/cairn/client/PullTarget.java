// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.CairnException.Kind;
import io.cairn.client.folder.Folders;
import io.cairn.client.folder.PullRecord;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;

/// The folder of a pull and the hidden work folder beside it, `.NAME.cairn-<digest>`: `tree` grows
/// there into what will be the target, `parts` has files that are not whole yet. A work folder is
/// locked by one pull at a time; one that a broken pull left is taken up again.
final class PullTarget implements AutoCloseable {
  private final Path folder;
  private final Path work;
  private final FileChannel lock;

  private PullTarget(Path folder, Path work, FileChannel lock) {
    this.folder = folder;
    this.work = work;
    this.lock = lock;
  }

  /// @throws CairnException if the folder cannot be a target, or another pull works on it
  static PullTarget open(Path target, String digest) throws IOException {
    var folder = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath().normalize();
    var parent = folder.getParent();
    if (parent == null || Path.of("").toAbsolutePath().startsWith(folder)) {
      throw refused(
          "'"
              + target
              + "' holds the present working folder; name another, for example --to model");
    }
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw refused("'" + target + "' is a file; name a folder");
    }
    Files.createDirectories(parent);
    var short16 = digest.substring("sha256:".length()).substring(0, 16);
    var work = parent.resolve("." + folder.getFileName() + ".cairn-" + short16);
    Files.createDirectories(work.resolve("tree"));
    Files.createDirectories(work.resolve("parts"));
    var opened = new PullTarget(folder, work, lock(work, target));
    opened.putBack();
    return opened;
  }

  private static FileChannel lock(Path work, Path target) throws IOException {
    var channel =
        FileChannel.open(work.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Another thread of this program: the same answer.
    }
    channel.close();
    throw CairnException.of(
        Kind.TRY_AGAIN, "pull.busy", "another pull into '" + target + "' is at work");
  }

  Path folder() {
    return folder;
  }

  Path tree() {
    return work.resolve("tree");
  }

  Path parts() {
    return work.resolve("parts");
  }

  Path manifest() {
    return work.resolve("manifest");
  }

  Path formerManifest() {
    return work.resolve("former-manifest");
  }

  boolean isAbsentOrEmpty() throws IOException {
    return !Files.exists(folder) || Folders.isEmpty(folder);
  }

  /// The record of the pull that made the folder, its manifest in [#formerManifest()].
  ///
  /// @throws CairnException of kind REFUSED if the folder is not from a pull
  PullRecord former() throws IOException {
    if (!Files.isRegularFile(folder.resolve(PullRecord.NAME))) {
      throw refused(
          "'"
              + folder
              + "' is not empty and not from a pull; name another folder, or use --force"
              + " to replace it");
    }
    return PullRecord.read(folder, formerManifest());
  }

  /// A pull that was killed between the two moves of its switch, whatever its version, left the
  /// target in its work folder. One that is at work holds its lock, and puts it back itself.
  private void putBack() throws IOException {
    putBack(old());
    var siblings = new ArrayList<Path>();
    var prefix = "." + folder.getFileName() + ".cairn-";
    try (var beside = Files.newDirectoryStream(work.getParent())) {
      beside.forEach(sibling -> {
        if (sibling.getFileName().toString().startsWith(prefix) && !sibling.equals(work)) {
          siblings.add(sibling);
        }
      });
    }
    for (var sibling : siblings) {
      if (Files.isDirectory(sibling.resolve("old"))) {
        try (var _ = lock(sibling, folder)) {
          putBack(sibling.resolve("old"));
        } catch (CairnException e) {
          // That pull is at work.
        }
      }
    }
  }

  private void putBack(Path old) throws IOException {
    if (!Files.exists(folder) && Files.isDirectory(old)) {
      Files.move(old, folder, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private Path old() {
    return work.resolve("old");
  }

  /// Puts the tree in the target's place; what was there is gone after.
  void replace() throws IOException {
    if (!Files.exists(folder)) {
      Files.move(tree(), folder, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    var old = old();
    Folders.delete(old);
    Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
    try {
      Files.move(tree(), folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.move(old, folder, StandardCopyOption.ATOMIC_MOVE);
      throw e;
    }
  }

  /// Removes the work folder.
  void discard() throws IOException {
    Folders.delete(work);
  }

  static CairnException refused(String message) {
    return CairnException.of(Kind.REFUSED, "folder.taken", message);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
