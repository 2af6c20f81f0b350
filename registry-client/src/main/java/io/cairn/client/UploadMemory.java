// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.folder.FolderScan.Found;
import io.cairn.client.folder.Hasher;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What a later run of the same command needs to go on: the draft, and for each large file the
/// upload that was begun. A small file below `uploads/` in the cache folder, named by server,
/// folder and place; held by one run at a time (another of the same command begins anew), and
/// dropped when it is damaged or all is done. Holds no key.
///
/// Whatever goes wrong with it is no reason to fail: then nothing is remembered.
final class UploadMemory implements AutoCloseable {
  private final ReentrantLock guard = new ReentrantLock();
  private final @Nullable Path file;
  private final @Nullable FileChannel lock;
  private final ObjectNode state;

  private UploadMemory(@Nullable Path file, @Nullable FileChannel lock, ObjectNode state) {
    this.file = file;
    this.lock = lock;
    this.state = state;
  }

  /// Remembers nothing.
  static UploadMemory none() {
    return new UploadMemory(null, null, Json.object());
  }

  static UploadMemory open(Optional<CacheFolder> cache, URI server, LogRequest request) {
    if (cache.isEmpty()) {
      return none();
    }
    try {
      var folder = cache.get().folder().resolve("uploads");
      Files.createDirectories(folder);
      var name = name(server, request);
      var lock =
          FileChannel.open(
              folder.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isOurs(lock)) {
        lock.close();
        return none();
      }
      var file = folder.resolve(name + ".json");
      return new UploadMemory(file, lock, read(file));
    } catch (IOException e) {
      return none();
    }
  }

  private static boolean isOurs(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String name(URI server, LogRequest request) throws IOException {
    var parts =
        String.join(
            "\n",
            server.toString(),
            request.collection(),
            request.type(),
            request.run().orElse(""),
            request.base().orElse(""),
            request.folder().orElse(Path.of("")).toRealPath().toString());
    return HexFormat.of().formatHex(Hasher.sha256().digest(parts.getBytes(StandardCharsets.UTF_8)));
  }

  private static ObjectNode read(Path file) {
    try {
      return Json.parse(Files.readAllBytes(file)) instanceof ObjectNode object
          ? object
          : Json.object();
    } catch (IOException | CairnException e) {
      return Json.object();
    }
  }

  /// Whether anything will be remembered.
  boolean isKept() {
    return file != null;
  }

  Optional<String> draft() {
    return Optional.ofNullable(Json.textOrNull(state, "draft"));
  }

  /// The upload that was begun for this file, if the file is as it was then.
  Optional<String> upload(Found found) {
    guard.lock();
    try {
      var node = state.path("uploads").path(found.path());
      var isSame =
          Json.number(node, "size") == found.sizeBytes()
              && Json.text(node, "modified").equals(found.modifiedAt().toString());
      return Optional.ofNullable(Json.textOrNull(node, "upload")).filter(_ -> isSame);
    } finally {
      guard.unlock();
    }
  }

  void remember(String draft, Found found, String upload) {
    guard.lock();
    try {
      if (!draft().equals(Optional.of(draft))) {
        state.removeAll();
        state.put("draft", draft);
      }
      state
          .withObjectProperty("uploads")
          .withObjectProperty(found.path())
          .put("size", found.sizeBytes())
          .put("modified", found.modifiedAt().toString())
          .put("upload", upload);
      write();
    } finally {
      guard.unlock();
    }
  }

  /// A later run begins this one anew.
  void forget(Found found) {
    guard.lock();
    try {
      state.withObjectProperty("uploads").remove(found.path());
      write();
    } finally {
      guard.unlock();
    }
  }

  private void write() {
    if (file == null) {
      return;
    }
    try {
      var fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.write(fresh, Json.bytes(state));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Nothing is remembered then: a later run begins anew.
    }
  }

  /// There is nothing to go on with.
  void forget() {
    guard.lock();
    try {
      state.removeAll();
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // What is left names a draft that has ended, which a later run sees.
    } finally {
      guard.unlock();
    }
  }

  @Override
  public void close() {
    if (lock == null) {
      return;
    }
    try (lock) {
      if (file != null && !Files.exists(file)) {
        var name = file.getFileName().toString();
        Files.deleteIfExists(file.resolveSibling(name.replace(".json", ".lock")));
      }
    } catch (IOException e) {
      // An empty lock file stays.
    }
  }
}
