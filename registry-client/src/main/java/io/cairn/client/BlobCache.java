// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.folder.Entry;
import io.cairn.client.folder.Folders;
import io.cairn.client.folder.Hasher;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/// Files of earlier pulls by their digest, `blobs/ab/ab12…` in the cache folder, shared by all
/// processes of the user.
///
/// Nothing in it is trusted: what is taken out is hashed where it is put, and a wrong one is
/// removed. A file comes in by a rename, so it is there whole or not at all; whoever has it open
/// may read on after it was removed. When there is more than the limit, what was not used for
/// longest goes. A full disk or a folder that cannot be written only means that less is kept.
public final class BlobCache {
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");
  private static final Duration STALE = Duration.ofDays(1);

  private final Path blobs;
  private final CacheFolder settings;
  private final AtomicLong addedBytes = new AtomicLong();

  public BlobCache(CacheFolder settings) {
    this.settings = settings;
    this.blobs = settings.folder().resolve("blobs");
  }

  /// What lies in the cache.
  public record Contents(long files, long bytes) {}

  /// What a check found.
  ///
  /// @param damaged files that were removed
  public record Checked(long files, long bytes, long damaged) {}

  private record Kept(Path file, long bytes, FileTime usedAt) {}

  /// Puts the file at `target`, which is not there yet, if it is in the cache; its bytes are right
  /// then.
  boolean place(Entry.File entry, Path target) throws IOException {
    var blob = blob(entry.sha256());
    try {
      if (!Files.isRegularFile(blob) || Files.size(blob) != entry.sizeBytes()) {
        return false;
      }
      if (settings.isLinking()) {
        Files.createLink(target, blob);
      } else {
        // The kernel shares the blocks where the file system can (Btrfs, XFS).
        Files.copy(blob, target);
      }
      if (Folders.holds(target, entry)) {
        Files.setLastModifiedTime(blob, FileTime.fromMillis(System.currentTimeMillis()));
        return true;
      }
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException e) {
      // Removed meanwhile, another disk, or a full one: the bytes come over the line.
      Files.deleteIfExists(target);
      return false;
    }
    Files.deleteIfExists(target);
    Files.deleteIfExists(blob);
    return false;
  }

  /// Keeps a file that was just verified.
  void keep(Entry.File entry, Path source) {
    if (entry.sizeBytes() == 0 || entry.sizeBytes() > settings.limitBytes()) {
      return;
    }
    var blob = blob(entry.sha256());
    var fresh = blobs.resolve("new-" + UUID.randomUUID());
    try {
      if (Files.exists(blob)) {
        return;
      }
      Files.createDirectories(blob.getParent());
      if (settings.isLinking()) {
        Files.createLink(fresh, source);
        makeReadOnly(source);
      } else {
        Files.copy(source, fresh);
      }
      Files.move(fresh, blob, StandardCopyOption.ATOMIC_MOVE);
      if (addedBytes.addAndGet(entry.sizeBytes()) > settings.limitBytes() / 10) {
        trim();
      }
    } catch (IOException | UnsupportedOperationException e) {
      remove(fresh);
    }
  }

  private static void makeReadOnly(Path file) throws IOException {
    if (!file.toFile().setReadOnly()) {
      throw new IOException("'" + file + "' cannot be made read-only");
    }
  }

  /// Removes what was not used for longest, if there is more than the limit. One process at a time;
  /// another leaves it to that one.
  void trim() {
    addedBytes.set(0);
    try (var lock =
        FileChannel.open(
            settings.folder().resolve("trim.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      if (lock.tryLock() == null) {
        return;
      }
      var kept = list();
      var bytes = kept.stream().mapToLong(Kept::bytes).sum();
      kept.sort(Comparator.comparing(Kept::usedAt));
      for (var file : kept) {
        if (bytes <= settings.limitBytes()) {
          break;
        }
        remove(file.file());
        bytes -= file.bytes();
      }
    } catch (IOException | OverlappingFileLockException e) {
      // The next pull tries again.
    }
  }

  public Contents contents() throws IOException {
    var kept = list();
    return new Contents(kept.size(), kept.stream().mapToLong(Kept::bytes).sum());
  }

  /// Removes all pulled files; what is remembered of uploads stays.
  public Contents clear() throws IOException {
    var kept = list();
    kept.forEach(file -> remove(file.file()));
    return new Contents(kept.size(), kept.stream().mapToLong(Kept::bytes).sum());
  }

  /// Hashes all files and removes damaged ones.
  public Checked verify(Progress progress) throws IOException {
    var kept = list();
    progress.begin("checking", kept.size(), kept.stream().mapToLong(Kept::bytes).sum());
    var damaged = 0L;
    try {
      for (var file : kept) {
        if (!isRight(file, progress)) {
          remove(file.file());
          damaged++;
        }
        progress.file();
      }
    } finally {
      progress.end();
    }
    return new Checked(kept.size(), kept.stream().mapToLong(Kept::bytes).sum(), damaged);
  }

  private static boolean isRight(Kept file, Progress progress) throws IOException {
    try {
      var found = Hasher.hash(file.file(), progress::bytes).sha256();
      return found.equals(file.file().getFileName().toString());
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  private Path blob(String sha256) {
    return blobs.resolve(sha256.substring(0, 2)).resolve(sha256);
  }

  /// All kept files. Removes what processes that were killed left half done a day ago. What other
  /// processes remove meanwhile is passed over.
  private List<Kept> list() throws IOException {
    var kept = new ArrayList<Kept>();
    if (!Files.isDirectory(blobs)) {
      return kept;
    }
    Files.walkFileTree(
        blobs,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            var name = file.getFileName().toString();
            if (NAME.matcher(name).matches()) {
              kept.add(new Kept(file, attributes.size(), attributes.lastModifiedTime()));
            } else if (name.startsWith("new-") && isStale(attributes)) {
              remove(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    return kept;
  }

  private static boolean isStale(BasicFileAttributes attributes) {
    var age = System.currentTimeMillis() - attributes.lastModifiedTime().toMillis();
    return age > STALE.toMillis();
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It stays, and is found wanting or old again later.
    }
  }
}
