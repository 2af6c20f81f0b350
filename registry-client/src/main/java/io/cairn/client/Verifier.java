// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.folder.Entry;
import io.cairn.client.folder.FolderScan;
import io.cairn.client.folder.FolderScan.Found;
import io.cairn.client.folder.Hasher;
import io.cairn.client.folder.ManifestReader;
import io.cairn.client.folder.PullRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;

/// Compares a folder with a manifest, every byte of it.
final class Verifier {
  private final Transport transport;
  private final Progress progress;

  Verifier(Transport transport, Progress progress) {
    this.transport = transport;
    this.progress = progress;
  }

  /// Against the folder's own record.
  static VerifyReport verify(Path folder, Progress progress) throws IOException {
    var manifest = Files.createTempFile("cairn-manifest-", ".jsonl");
    try {
      var record = PullRecord.read(folder, manifest);
      var ref = record.facts().getOrDefault("path", "") + ":" + record.facts().get("version");
      return compare(ref, record.digest(), folder, manifest, record.fetched(), progress);
    } finally {
      Files.deleteIfExists(manifest);
    }
  }

  /// Against what the server has.
  VerifyReport verify(String ref, Path folder) throws IOException {
    var version = new Versions(transport).resolve(ref);
    var manifest = Files.createTempFile("cairn-manifest-", ".jsonl");
    try {
      new Downloads(transport, version, progress).manifest(manifest);
      return compare(version.ref(), version.digest(), folder, manifest, Map.of(), progress);
    } finally {
      Files.deleteIfExists(manifest);
    }
  }

  private static VerifyReport compare(
      String ref,
      String digest,
      Path folder,
      Path manifest,
      Map<String, Entry.File> fetched,
      Progress progress)
      throws IOException {
    Map<String, Found> left = new ConcurrentHashMap<>();
    FolderScan.scan(folder).forEach(file -> left.put(file.path(), file));
    var checked = new AtomicLong();
    var references = new AtomicLong();
    var bad = new ConcurrentSkipListSet<String>(Entry.ORDER);
    var missing = new ConcurrentSkipListSet<String>(Entry.ORDER);
    progress.begin(
        "verifying", left.size(), left.values().stream().mapToLong(Found::sizeBytes).sum());
    try (var entries = new ManifestReader(Files.newInputStream(manifest))) {
      Parallel.each(
          () -> next(entries, fetched, left, references),
          Runtime.getRuntime().availableProcessors(),
          Parallel.COMPUTING,
          entry -> {
            var found = left.remove(entry.path());
            if (found == null) {
              missing.add(entry.path());
            } else if (!isRight(found, entry, progress)) {
              bad.add(entry.path());
            }
            checked.incrementAndGet();
            progress.file();
          });
    } finally {
      progress.end();
    }
    var extra = left.keySet().stream().sorted(Entry.ORDER).toList();
    return new VerifyReport(
        ref,
        digest,
        checked.get(),
        references.get(),
        List.copyOf(bad),
        List.copyOf(missing),
        extra);
  }

  /// The next that has bytes in the folder: a file, or a reference that was fetched.
  private static Entry next(
      ManifestReader entries,
      Map<String, Entry.File> fetched,
      Map<String, Found> left,
      AtomicLong references)
      throws IOException {
    for (var entry = entries.next(); entry.isPresent(); entry = entries.next()) {
      switch (entry.get()) {
        case Entry.File file -> {
          return file;
        }
        case Entry.Reference reference -> {
          var file = fetched.get(reference.path());
          if (file != null) {
            return file;
          }
          if (left.containsKey(reference.path())) {
            return reference;
          }
          references.incrementAndGet();
        }
      }
    }
    throw new NoSuchElementException();
  }

  private static boolean isRight(Found found, Entry entry, Progress progress) throws IOException {
    return switch (entry) {
      case Entry.File file -> {
        var hash = Hasher.hash(found.file(), progress::bytes);
        yield hash.sizeBytes() == file.sizeBytes() && hash.sha256().equals(file.sha256());
      }
      case Entry.Reference reference -> OutsideDownloads.holds(found.file(), reference, progress);
    };
  }
}
