// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.CairnException.Kind;
import io.cairn.client.folder.Entry;
import io.cairn.client.folder.FolderException;
import io.cairn.client.folder.Folders;
import io.cairn.client.folder.HoldableNames;
import io.cairn.client.folder.ManifestReader;
import io.cairn.client.folder.PullRecord;
import io.cairn.reference.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Pulls one version into one folder.
///
/// Files that the former pull left, or a broken one, are used again when their bytes are right. A
/// pull that broke for want of the server keeps its work folder, so that the next goes on there;
/// any other failure leaves nothing.
final class Puller {
  private final Transport transport;
  private final PullRequest request;
  private final Progress progress;
  private final Optional<BlobCache> cache;
  private final List<Entry.File> files = new ArrayList<>();
  private final List<Entry.Reference> outside = new ArrayList<>();
  private final List<String> leftThere = new ArrayList<>();
  private final AtomicLong movedFiles = new AtomicLong();
  private final AtomicLong movedBytes = new AtomicLong();

  Puller(Transport transport, PullRequest request) {
    this.transport = transport;
    this.request = request;
    this.progress = request.options().progress();
    this.cache = request.options().cache().filter(c -> c.limitBytes() > 0).map(BlobCache::new);
  }

  PullResult run() throws IOException {
    var version = new Versions(transport).resolve(request.ref());
    if (version.isDeleted()) {
      throw CairnException.of(
          Kind.NOT_FOUND,
          "version.deleted",
          "'" + request.ref() + "' was " + version.ref() + ", which is deleted since");
    }
    if (version.recalled().isPresent() && request.ref().indexOf('~') >= 0) {
      throw CairnException.of(
          Kind.REFUSED,
          "version.recalled",
          "'"
              + request.ref()
              + "' was "
              + version.ref()
              + ", "
              + version.recalled().get()
              + "; to have it nevertheless, name it by its index");
    }
    try (var target = PullTarget.open(request.folder(), version.digest())) {
      try {
        pull(version, target);
      } catch (CairnException e) {
        if (e.kind() != Kind.TRY_AGAIN) {
          target.discard();
        }
        throw e;
      } catch (FolderException e) {
        target.discard();
        throw e;
      }
      target.discard();
      return new PullResult(
          version, target.folder(), movedFiles.get(), movedBytes.get(), List.copyOf(leftThere));
    }
  }

  private void pull(Version version, PullTarget target) throws IOException {
    var downloads = new Downloads(transport, version, progress);
    downloads.manifest(target.manifest(), Reference.parse(request.ref()).selectorOrLatest());
    readManifest(target);
    var known = FormerPull.knownReferences(target, outside, request.isForced());
    var expected = new ArrayList<>(files);
    expected.addAll(known.values());
    var former = FormerPull.look(target, expected, request.isForced());
    var isWhole = known.size() == outside.size() && former.isWhole(expected);
    var fetched = known;
    if (!isWhole) {
      fetched = bring(target, former, downloads, known);
    }
    record(version, fetched).write(target.tree(), target.manifest());
    if (isWhole) {
      Files.move(
          target.tree().resolve(PullRecord.NAME),
          target.folder().resolve(PullRecord.NAME),
          StandardCopyOption.ATOMIC_MOVE);
    } else {
      target.replace();
    }
  }

  /// @return what the references hash to that were brought
  private Map<String, Entry.File> bring(
      PullTarget target, FormerPull former, Downloads downloads, Map<String, Entry.File> known)
      throws IOException {
    var sizes = files.stream().mapToLong(Entry.File::sizeBytes).sum();
    var outsideSizes = outside.stream().mapToLong(r -> r.sizeBytes().orElse(0L)).sum();
    progress.begin("downloading", files.size() + outside.size(), sizes + outsideSizes);
    try {
      fetch(target, former, downloads);
      return fetchOutside(target, former, known);
    } finally {
      progress.end();
      cache.ifPresent(BlobCache::trim);
    }
  }

  private Map<String, Entry.File> fetchOutside(
      PullTarget target, FormerPull former, Map<String, Entry.File> known) throws IOException {
    if (outside.isEmpty()) {
      return Map.of();
    }
    try (var places = new Places(request.outside().orElseThrow(), false)) {
      var fetch = new OutsideDownloads(places, progress, target, former, known);
      Parallel.each(
          Parallel.Source.of(outside),
          request.options().parallel(),
          Parallel.WAITING,
          fetch::bring);
      movedFiles.addAndGet(fetch.movedFiles());
      movedBytes.addAndGet(fetch.movedBytes());
      return fetch.fetched();
    }
  }

  private void readManifest(PullTarget target) throws IOException {
    var names = HoldableNames.in(target.parts());
    try (var manifest = new ManifestReader(Files.newInputStream(target.manifest()))) {
      for (var entry = manifest.next(); entry.isPresent(); entry = manifest.next()) {
        switch (entry.get()) {
          case Entry.File file -> {
            names.check(file.path());
            files.add(file);
          }
          case Entry.Reference reference -> {
            if (request.outside().isPresent() && Places.knows(reference.uri())) {
              names.check(reference.path());
              outside.add(reference);
            } else {
              leftThere.add(reference.path());
            }
          }
        }
      }
    }
  }

  /// One download a digest; its other paths are copies.
  private void fetch(PullTarget target, FormerPull former, Downloads downloads) throws IOException {
    var byDigest = new LinkedHashMap<String, List<Entry.File>>();
    for (var file : files) {
      byDigest.computeIfAbsent(file.sha256(), _ -> new ArrayList<>(1)).add(file);
    }
    Parallel.each(
        Parallel.Source.of(byDigest.values()),
        request.options().parallel(),
        Parallel.WAITING,
        twins -> {
          for (var file : twins) {
            place(file, twins.getFirst(), target, former, downloads);
            progress.file();
          }
        });
  }

  private void place(
      Entry.File file, Entry.File first, PullTarget target, FormerPull former, Downloads downloads)
      throws IOException {
    var path = target.tree().resolve(file.path());
    Files.createDirectories(path.getParent());
    if (Folders.holds(path, file)) {
      progress.already(file.sizeBytes());
      return;
    }
    Files.deleteIfExists(path);
    var right = former.right().get(file.path());
    if (right != null) {
      linkOrCopy(right, path, target.folder());
      progress.already(file.sizeBytes());
    } else if (cache.isPresent() && cache.get().place(file, path)) {
      progress.already(file.sizeBytes());
    } else if (!file.equals(first)) {
      Files.copy(target.tree().resolve(first.path()), path);
      progress.already(file.sizeBytes());
    } else {
      var part = target.parts().resolve(file.sha256());
      downloads.blob(file, part);
      Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
      if (cache.isPresent()) {
        cache.get().keep(file, path);
      }
      movedFiles.incrementAndGet();
      movedBytes.addAndGet(file.sizeBytes());
    }
  }

  /// The old folder goes away after the switch, so a link shares its bytes with nobody. What lies
  /// outside of it stays, and is copied.
  static void linkOrCopy(Path from, Path to, Path old) throws IOException {
    var real = from.toRealPath();
    if (!real.startsWith(old.toRealPath())) {
      Files.copy(real, to);
      return;
    }
    try {
      Files.createLink(to, real);
    } catch (UnsupportedOperationException | IOException e) {
      Files.copy(from, to);
    }
  }

  private PullRecord record(Version version, Map<String, Entry.File> fetched) {
    return new PullRecord(
        Map.of(
            "ref", request.ref(),
            "path", version.path(),
            "version", version.version(),
            "type", version.type(),
            "digest", version.digest(),
            "size", Long.toString(version.size()),
            "files", Long.toString(version.files()),
            "url", transport.server().toString()),
        fetched);
  }
}
