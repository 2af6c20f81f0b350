// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.CairnException.Kind;
import io.cairn.client.folder.Entry;
import io.cairn.client.folder.FolderScan;
import io.cairn.client.folder.FolderScan.Found;
import io.cairn.client.folder.Hasher;
import io.cairn.client.folder.ManifestWriter;
import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/// Logs one folder: scan, hash, ask what is missing, send that, send the manifest, commit.
final class Uploader {
  private final Drafts drafts;
  private final LogRequest request;
  private final Progress progress;

  Uploader(Drafts drafts, LogRequest request) {
    this.drafts = drafts;
    this.request = request;
    this.progress = request.options().progress();
  }

  /// A file and what it hashed to.
  private record Hashed(Found found, Entry.File entry) {}

  LogResult run() throws IOException {
    var files = hash(FolderScan.scan(request.folder()));
    var manifest = Files.createTempFile("cairn-manifest-", ".jsonl");
    try {
      var digest = writeManifest(files, manifest);
      return send(files, manifest, digest);
    } finally {
      Files.deleteIfExists(manifest);
    }
  }

  private List<Hashed> hash(List<Found> found) throws IOException {
    var hashed = new ConcurrentSkipListMap<String, Hashed>(Entry.ORDER);
    progress.begin("hashing", found.size(), found.stream().mapToLong(Found::sizeBytes).sum());
    try {
      Parallel.each(
          Parallel.Source.of(found),
          Runtime.getRuntime().availableProcessors(),
          Parallel.COMPUTING,
          file -> {
            hashed.put(file.path(), hash(file));
            progress.file();
          });
    } finally {
      progress.end();
    }
    return List.copyOf(hashed.values());
  }

  private Hashed hash(Found file) throws IOException {
    try {
      var hash = Hasher.hash(file.file(), progress::bytes);
      if (file.hasChanged()) {
        throw changed(file.path());
      }
      return new Hashed(file, new Entry.File(file.path(), hash.sizeBytes(), hash.sha256()));
    } catch (java.nio.file.FileSystemException e) {
      throw CairnException.of(
          Kind.REFUSED, "folder.unreadable", "'" + file.path() + "' cannot be read", e);
    }
  }

  private static String writeManifest(List<Hashed> files, Path manifest) throws IOException {
    try (var out = new BufferedOutputStream(Files.newOutputStream(manifest))) {
      var writer = new ManifestWriter(out);
      for (var file : files) {
        writer.add(file.entry());
      }
      return writer.digest();
    }
  }

  private LogResult send(List<Hashed> files, Path manifest, String digest) throws IOException {
    var blobs = new LinkedHashMap<String, Hashed>();
    files.forEach(file -> blobs.putIfAbsent(file.entry().digest(), file));
    var total = files.stream().mapToLong(file -> file.entry().sizeBytes()).sum();
    var largest = files.stream().mapToLong(file -> file.entry().sizeBytes()).max().orElse(0);
    var draft = drafts.open(request, total, largest);
    try {
      var toSend = missing(draft, blobs);
      upload(draft, toSend);
      sendManifest(draft, manifest, digest);
      var version = Version.of(drafts.commit(draft, request, digest));
      var sent = toSend.stream().mapToLong(file -> file.entry().sizeBytes()).sum();
      return new LogResult(version, files.size(), total, toSend.size(), sent);
    } finally {
      drafts.abandon(draft);
    }
  }

  private List<Hashed> missing(String draft, Map<String, Hashed> blobs) {
    var asked = blobs.values().stream().map(Hashed::entry).toList();
    var missing = drafts.missing(draft, asked);
    var toSend = new ArrayList<Hashed>();
    blobs.forEach((digest, file) -> {
      if (missing.contains(digest)) {
        toSend.add(file);
      }
    });
    return toSend;
  }

  private void upload(String draft, List<Hashed> files) throws IOException {
    var bytes = files.stream().mapToLong(file -> file.entry().sizeBytes()).sum();
    progress.begin("uploading", files.size(), bytes);
    try {
      Parallel.each(
          Parallel.Source.of(Batches.of(files, file -> file.entry().sizeBytes())),
          request.options().parallel(),
          Parallel.WAITING,
          batch -> {
            uploadBatch(draft, batch);
            batch.forEach(_ -> progress.file());
          });
    } finally {
      progress.end();
    }
  }

  private void uploadBatch(String draft, List<Hashed> batch) {
    try {
      if (batch.size() == 1) {
        var entry = batch.getFirst().entry();
        var file = batch.getFirst().found().file();
        drafts.putBlob(draft, entry.digest(), new FileBody(file, entry.sizeBytes(), progress));
      } else {
        var parts =
            batch.stream()
                .map(file -> new BatchBody.Part(file.found().file(), file.entry()))
                .toList();
        drafts.putBlobs(draft, new BatchBody(parts, progress));
      }
    } catch (CairnException e) {
      for (var file : batch) {
        if (file.found().hasChanged()) {
          throw changed(file.entry().path());
        }
      }
      throw e;
    }
  }

  private void sendManifest(String draft, Path manifest, String digest) throws IOException {
    var found =
        drafts.putManifest(
            draft,
            () -> {
              try {
                return BodyPublishers.ofFile(manifest);
              } catch (FileNotFoundException e) {
                throw new IllegalStateException("the manifest was just written", e);
              }
            });
    if (!found.equals(digest)) {
      throw CairnException.of(
          Kind.INTEGRITY, "manifest.digest", "the server read another manifest than was sent");
    }
  }

  private static CairnException changed(String path) {
    return CairnException.of(
        Kind.REFUSED,
        "folder.changed",
        "'" + path + "' changed while it was being logged; log again when nothing writes to it");
  }
}
