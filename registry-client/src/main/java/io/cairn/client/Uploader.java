// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.CairnException.Kind;
import io.cairn.client.folder.FolderScan;
import io.cairn.client.folder.FolderScan.Found;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Logs one folder: scan, open a draft, send what is missing while it is hashed, send the manifest,
/// commit. A run that broke in the middle of a large file leaves its draft to the next.
final class Uploader {
  private final Transport transport;
  private final Drafts drafts;
  private final LogRequest request;
  private final FileAccess access;

  Uploader(Transport transport, Drafts drafts, LogRequest request, FileAccess access) {
    this.transport = transport;
    this.drafts = drafts;
    this.request = request;
    this.access = access;
  }

  LogResult run() throws IOException {
    if (request.outside().isEmpty()) {
      return log();
    }
    var found = Files.createTempFile("cairn-references-", ".jsonl");
    try {
      new OutsideScan(request.outside().get(), request.options().progress()).write(found);
      return new Uploader(transport, drafts, request.referenceFile(found), access).log();
    } finally {
      Files.deleteIfExists(found);
    }
  }

  private LogResult log() throws IOException {
    MergedManifest.checkReferences(request);
    var folder = request.folder();
    var files = folder.isPresent() ? FolderScan.scan(folder.get()) : List.<Found>of();
    var server = transport.server();
    var isLong = files.stream().anyMatch(file -> file.sizeBytes() >= LargeUpload.FROM_BYTES);
    var cache = request.options().cache().filter(_ -> isLong);
    try (var memory = UploadMemory.open(cache, server, request)) {
      var draft = draft(memory, files);
      try {
        var result = run(files, memory, draft);
        memory.forget();
        return result;
      } catch (CairnException e) {
        if (e.kind() != Kind.TRY_AGAIN) {
          drafts.reclaim(draft);
          memory.forget();
        }
        throw e;
      } finally {
        drafts.abandon(draft);
      }
    }
  }

  /// That of an earlier run, if it is open still.
  private String draft(UploadMemory memory, List<Found> files) {
    var earlier = memory.draft().filter(drafts::isOpen);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    memory.forget();
    var largest = files.stream().mapToLong(Found::sizeBytes).max().orElse(0);
    return drafts.open(request, total(files), largest);
  }

  private LogResult run(List<Found> files, UploadMemory memory, String draft) throws IOException {
    var sending = new FolderUpload(transport, drafts, memory, draft, request.options(), access);
    var entries = sending.send(files);
    var manifest = Files.createTempFile("cairn-manifest-", ".jsonl");
    try {
      var digest = MergedManifest.write(entries, request, manifest);
      sendManifest(draft, manifest, digest);
      var version = Version.of(drafts.commit(draft, request, digest));
      return new LogResult(
          version, files.size(), total(files), sending.sentFiles(), sending.sentBytes());
    } finally {
      Files.deleteIfExists(manifest);
    }
  }

  private static long total(List<Found> files) {
    return files.stream().mapToLong(Found::sizeBytes).sum();
  }

  private void sendManifest(String draft, Path manifest, String digest) {
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

  static CairnException changed(String path) {
    return CairnException.of(
        Kind.REFUSED,
        "folder.changed",
        "'" + path + "' changed while it was being logged; log again when nothing writes to it");
  }
}
