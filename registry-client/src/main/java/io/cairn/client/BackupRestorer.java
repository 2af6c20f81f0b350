// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.ExportResult.LostBlob;
import io.cairn.client.folder.Entry;
import io.cairn.client.folder.FolderException;
import io.cairn.client.folder.Folders;
import io.cairn.client.folder.ManifestReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/// Makes a data folder from a backup, or fills a data base of PostgreSQL, and reads all of it in
/// the end. While it is at work a file `restoring` in the folder keeps servers out; started again
/// it goes on.
final class BackupRestorer {
  private static final int MAX_TOLD = 100;
  private static final String MARK = "restoring";

  private final BackupFolder backup;
  private final Optional<Path> data;
  private final Optional<String> database;
  private final Progress progress;
  private final LongAdder movedBlobs = new LongAdder();
  private final LongAdder movedBytes = new LongAdder();
  private final Map<String, Lack> lacking = new ConcurrentSkipListMap<>();

  private record Lack(long sizeBytes, String why) {}

  BackupRestorer(
      BackupFolder backup, Optional<Path> data, Optional<String> database, Progress progress) {
    this.backup = backup;
    this.data = data;
    this.database = database;
    this.progress = progress;
  }

  /// @param bringsBytes false to leave out those that the backup has
  BackupResult run(boolean bringsBytes) throws IOException {
    var description = backup.description();
    var isPostgres = Json.text(description, "engine").equals("postgresql");
    requireTarget(isPostgres);
    var id = Json.text(description, "backup");
    var facts = backup.checked(description, "facts");
    var list = backup.checked(description, "blobs");
    var versions = backup.checked(description, "versions");
    var count = description.at("/blobs/count").asLong();
    var bytes = description.at("/blobs/bytes").asLong();
    var hasBytes = bringsBytes && Json.text(description, "bytes").equals("copied");
    var place = data.orElse(backup.folder());
    if (data.isPresent()) {
      take(place, id);
      if (hasBytes) {
        each("restoring", list, count, bytes, blob -> bring(place, blob));
      }
    }
    if (isPostgres) {
      new PostgresProgram(database.orElseThrow()).restore(facts);
    } else {
      bringFacts(facts, place.resolve("facts.db"));
    }
    if (hasBytes) {
      each("verifying", list, count, bytes, blob -> verify(place, blob));
    }
    var lost = lost(place, versions);
    if (data.isPresent()) {
      Files.deleteIfExists(place.resolve(MARK));
      BackupFolder.force(place);
    }
    return new BackupResult(
        place,
        id,
        Json.text(description, "engine"),
        count,
        bytes,
        movedBlobs.sum(),
        movedBytes.sum(),
        hasBytes,
        lost);
  }

  /// Only the last of it: what the folder holds, and lacks.
  BackupResult check() throws IOException {
    var description = backup.description();
    backup.checked(description, "facts");
    var list = backup.checked(description, "blobs");
    var versions = backup.checked(description, "versions");
    var count = description.at("/blobs/count").asLong();
    var bytes = description.at("/blobs/bytes").asLong();
    var hasBytes = Json.text(description, "bytes").equals("copied");
    if (hasBytes) {
      each("verifying", list, count, bytes, blob -> verify(backup.folder(), blob));
    }
    return new BackupResult(
        backup.folder(),
        Json.text(description, "backup"),
        Json.text(description, "engine"),
        count,
        bytes,
        0,
        0,
        hasBytes,
        lost(backup.folder(), versions));
  }

  private void requireTarget(boolean isPostgres) {
    if (isPostgres && database.isEmpty()) {
      throw CairnException.usage(
          "this backup has the facts of PostgreSQL; name an empty data base with --database");
    }
    if (!isPostgres && (database.isPresent() || data.isEmpty())) {
      throw CairnException.usage(
          "this backup has the facts of the server's own data base; name a folder with --data-dir"
              + (database.isPresent() ? ", and leave --database out" : ""));
    }
  }

  /// The folder is empty, or this backup was being restored there.
  private static void take(Path place, String id) throws IOException {
    var mark = place.resolve(MARK);
    if (Files.exists(place) && !holdsNothingElse(place) && !isMarked(mark, id)) {
      throw CairnException.of(
          Kind.REFUSED, "folder.taken", "'" + place + "' is not empty; name a new folder");
    }
    if (!Files.exists(place)) {
      Files.createDirectories(place);
      if (Files.getFileStore(place).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-x---"));
      }
    }
    Files.writeString(mark, id + "\n", StandardCharsets.US_ASCII);
    BackupFolder.force(place);
  }

  /// Than the mark, which a kill may have left without its text.
  private static boolean holdsNothingElse(Path place) throws IOException {
    try (var files = Files.list(place)) {
      return files.allMatch(file -> file.getFileName().toString().equals(MARK));
    }
  }

  private static boolean isMarked(Path mark, String id) throws IOException {
    return Files.isRegularFile(mark, LinkOption.NOFOLLOW_LINKS)
        && Files.readString(mark, StandardCharsets.US_ASCII).strip().equals(id);
  }

  private void each(String step, Path list, long count, long bytes, Parallel.Task<Entry.File> task)
      throws IOException {
    progress.begin(step, count, bytes);
    try (var lines = new ExportFolder(backup.folder()).lines(list)) {
      Parallel.each(
          new Exporter.Each(lines),
          Runtime.getRuntime().availableProcessors(),
          Parallel.COMPUTING,
          task);
    } finally {
      progress.end();
    }
  }

  private void bring(Path place, Entry.File blob) throws IOException {
    var source = backup.blob(blob.digest());
    var target = BackupFolder.blob(place, blob.digest());
    if (isThere(source, blob) && !isThere(target, blob)) {
      Files.createDirectories(target.getParent());
      var part = target.resolveSibling(blob.sha256() + ".part");
      Files.copy(source, part, StandardCopyOption.REPLACE_EXISTING);
      BackupFolder.force(part);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      movedBlobs.increment();
      movedBytes.add(blob.sizeBytes());
    }
    progress.bytes(blob.sizeBytes());
    progress.file();
  }

  private static boolean isThere(Path file, Entry.File blob) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == blob.sizeBytes();
  }

  private static void bringFacts(Path facts, Path target) throws IOException {
    var part = target.resolveSibling("facts.db.part");
    Files.copy(facts, part, StandardCopyOption.REPLACE_EXISTING);
    BackupFolder.force(part);
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// Wrong bytes are not left where a server would find them.
  private void verify(Path place, Entry.File blob) throws IOException {
    var file = BackupFolder.blob(place, blob.digest());
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      lacking.put(blob.digest(), new Lack(blob.sizeBytes(), "its bytes are missing"));
    } else if (!Folders.holds(file, blob)) {
      lacking.put(blob.digest(), new Lack(blob.sizeBytes(), "it has other bytes"));
      if (data.isPresent()) {
        Files.delete(file);
      }
    }
    progress.bytes(blob.sizeBytes());
    progress.file();
  }

  /// What is lacking, with the versions that cannot be whole without it.
  private List<LostBlob> lost(Path place, Path versions) throws IOException {
    if (lacking.isEmpty()) {
      return List.of();
    }
    var hit = new TreeMap<String, List<String>>();
    lacking.keySet().forEach(digest -> hit.put(digest, new ArrayList<>()));
    var known = new HashMap<String, List<String>>();
    try (var lines = new ExportFolder(backup.folder()).lines(versions)) {
      for (var line = lines.next(); line != null; line = lines.next()) {
        var manifest = Json.text(line, "manifest");
        var lacks = known.get(manifest);
        if (lacks == null) {
          lacks = lacks(place, manifest);
          if (!lacks.isEmpty()) {
            known.put(manifest, lacks);
          }
        }
        var told = name(line);
        lacks.forEach(digest -> hit.getOrDefault(digest, new ArrayList<>()).add(told));
      }
    }
    return hit.entrySet().stream()
        .map(each -> {
          var lack = lacking.getOrDefault(each.getKey(), new Lack(0, ""));
          var some = each.getValue().stream().limit(MAX_TOLD).toList();
          return new LostBlob(each.getKey(), lack.sizeBytes(), lack.why(), some);
        })
        .toList();
  }

  private static String name(JsonNode version) {
    return Json.text(version, "version") + (Json.isTrue(version, "deleted") ? " (deleted)" : "");
  }

  /// Which of the blobs that are lacking a version of that manifest needs.
  private List<String> lacks(Path place, String manifest) throws IOException {
    var needed = new HashSet<String>();
    if (lacking.containsKey(manifest)) {
      needed.add(manifest);
    }
    var file = BackupFolder.blob(place, manifest);
    if (Files.isRegularFile(file)) {
      try (var reader = new ManifestReader(Files.newInputStream(file))) {
        for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
          if (entry.get() instanceof Entry.File each && lacking.containsKey(each.digest())) {
            needed.add(each.digest());
          }
        }
      } catch (FolderException _) {
        needed.add(manifest);
      }
    }
    return List.copyOf(needed);
  }
}
