// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.ExportFolder.FactFile;
import io.cairn.client.folder.Entry;
import io.cairn.client.folder.FolderException;
import io.cairn.client.folder.Hasher;
import io.cairn.client.folder.ManifestReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/// Reads every byte of the folder of an export, and asks no server.
final class ExportVerifier {
  private static final int BLOBS_AT_ONCE = 10_000;
  private static final int MAX_TOLD = 1_000;

  private final ExportFolder folder;
  private final Progress progress;
  private final List<String> bad = Collections.synchronizedList(new ArrayList<>());

  ExportVerifier(ExportFolder folder, Progress progress) {
    this.folder = folder;
    this.progress = progress;
  }

  /// The files of facts, each found to be what the description says.
  ///
  /// @throws CairnException of kind INTEGRITY naming the first that is not
  List<FactFile> facts(JsonNode description) throws IOException {
    var files = ExportFolder.files(description);
    for (var file : files) {
      var path = folder.facts(file);
      if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        throw ExportFolder.damaged("'" + path + "' is missing");
      }
      if (!Hasher.hash(path, _ -> {}).sha256().equals(file.sha256())) {
        throw ExportFolder.damaged(
            "'"
                + path
                + "' was changed: it does not hash to what "
                + ExportFolder.DESCRIPTION
                + " says");
      }
    }
    if (!ExportFolder.digest(files).equals(Json.text(description, "digest"))) {
      throw ExportFolder.damaged(ExportFolder.DESCRIPTION + " was changed: its digest is wrong");
    }
    return files;
  }

  /// Facts, every blob, and that every file of every version is among the blobs.
  ExportCheck all() throws IOException {
    var description = folder.description();
    var files = facts(description);
    progress.begin(
        "verifying", Json.number(description, "blobs"), Json.number(description, "bytes"));
    var count = 0L;
    var bytes = 0L;
    try (var lines = folder.lines(file(files, ExportFolder.BLOBS))) {
      for (var blobs = lines.blobs(BLOBS_AT_ONCE);
          !blobs.isEmpty();
          blobs = lines.blobs(BLOBS_AT_ONCE)) {
        count += blobs.size();
        bytes += blobs.stream().mapToLong(Entry.File::sizeBytes).sum();
        Parallel.each(
            Parallel.Source.of(blobs),
            Runtime.getRuntime().availableProcessors(),
            Parallel.COMPUTING,
            this::blob);
      }
    } finally {
      progress.end();
    }
    manifests(file(files, "versions"));
    return new ExportCheck(
        ExportFolder.digest(files),
        Json.number(description, "rows"),
        count,
        bytes,
        bad.stream().sorted().limit(MAX_TOLD).toList());
  }

  private Path file(List<FactFile> files, String noun) {
    return files.stream()
        .filter(file -> file.noun().equals(noun))
        .findFirst()
        .map(folder::facts)
        .orElseThrow(() -> ExportFolder.damaged("facts/" + noun + ".ndjson is missing"));
  }

  private void blob(Entry.File blob) throws IOException {
    var file = folder.blob(blob.digest());
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      bad.add(file + ": missing");
    } else if (!Hasher.hash(file, progress::bytes)
        .equals(new Hasher.Hash(blob.sha256(), blob.sizeBytes()))) {
      bad.add(file + ": other bytes");
    }
    progress.file();
  }

  private void manifests(Path versions) throws IOException {
    var seen = new HashSet<String>();
    try (var lines = folder.lines(versions)) {
      for (var line = lines.next(); line != null; line = lines.next()) {
        var digest = Json.text(line, "manifest");
        if (seen.add(digest) && Files.isRegularFile(folder.blob(digest))) {
          manifest(folder.blob(digest));
        }
      }
    }
  }

  private void manifest(Path manifest) throws IOException {
    try (var reader = new ManifestReader(Files.newInputStream(manifest))) {
      for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        if (entry.get() instanceof Entry.File file && !isThere(file)) {
          bad.add(folder.blob(file.digest()) + ": missing, named by " + manifest);
        }
      }
    } catch (FolderException e) {
      bad.add(manifest + ": " + e.getMessage());
    }
  }

  private boolean isThere(Entry.File file) throws IOException {
    var path = folder.blob(file.digest());
    return Files.isRegularFile(path) && Files.size(path) == file.sizeBytes();
  }
}
