// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.CairnException.Kind;
import io.cairn.client.folder.Entry;
import io.cairn.client.folder.FolderScan.Found;
import io.cairn.client.folder.Hasher;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Brings the files of a folder into a draft, each read once.
///
/// Small files are read into memory, hashed, asked for, and sent from there if they are missing.
/// Large files whose size the server does not know cannot be there: they are hashed while they are
/// sent. Only one whose size is known is hashed first, and read again if it is missing all the
/// same.
final class FolderUpload {
  private final Transport transport;
  private final Drafts drafts;
  private final UploadMemory memory;
  private final String draft;
  private final TransferOptions options;
  private final FileAccess access;
  private final Progress progress;
  private long maxSigned;

  private final Map<String, Entry.File> entries = new ConcurrentSkipListMap<>(Entry.ORDER);
  private final Set<String> sent = ConcurrentHashMap.newKeySet();
  private final AtomicInteger sentFiles = new AtomicInteger();
  private final AtomicLong sentBytes = new AtomicLong();

  FolderUpload(
      Transport transport,
      Drafts drafts,
      UploadMemory memory,
      String draft,
      TransferOptions options,
      FileAccess access) {
    this.transport = transport;
    this.drafts = drafts;
    this.memory = memory;
    this.draft = draft;
    this.options = options;
    this.access = access;
    this.progress = options.progress();
  }

  int sentFiles() {
    return sentFiles.get();
  }

  long sentBytes() {
    return sentBytes.get();
  }

  /// What one worker takes at a time.
  private interface Work {
    void run() throws IOException;
  }

  /// @return the files as the manifest has them, in its order
  Collection<Entry.File> send(List<Found> files) throws IOException {
    progress.begin("uploading", files.size(), files.stream().mapToLong(Found::sizeBytes).sum());
    try {
      var small = new ArrayList<Found>();
      var unknown = new ArrayList<Found>();
      var doubtful = new ArrayList<Found>();
      sort(files, small, unknown, doubtful);
      var first = new ArrayList<Work>();
      unknown.forEach(file -> first.add(() -> sendUnhashed(file)));
      Batches.of(small, Found::sizeBytes).forEach(batch -> first.add(() -> sendSmall(batch)));
      each(first);
      var second = new ArrayList<Work>();
      doubtful.forEach(file -> second.add(() -> sendIfMissing(file)));
      each(second);
      return entries.values();
    } finally {
      progress.end();
    }
  }

  private void each(List<Work> works) throws IOException {
    Parallel.each(
        Parallel.Source.of(works), options.parallel(), Parallel.WAITING, work -> work.run());
  }

  /// Of several large files of one size, the first decides whether that size is known.
  private void sort(
      List<Found> files, List<Found> small, List<Found> unknown, List<Found> doubtful) {
    var large = new ArrayList<Found>();
    files.forEach(file -> (file.sizeBytes() < LargeUpload.FROM_BYTES ? small : large).add(file));
    var sizes = drafts.knownSizes(draft, sizes(large));
    var known = new HashSet<>(sizes.known());
    maxSigned = sizes.maxSigned();
    large.sort((a, b) -> Long.compare(b.sizeBytes(), a.sizeBytes()));
    for (var file : large) {
      // Straight to the store goes what has been hashed: its sum is part of what is signed.
      var isUnknown = known.add(file.sizeBytes()) && file.sizeBytes() > maxSigned;
      (isUnknown ? unknown : doubtful).add(file);
    }
  }

  private static List<Long> sizes(List<Found> files) {
    return files.stream().map(Found::sizeBytes).distinct().toList();
  }

  private void sendUnhashed(Found found) throws IOException {
    var file = new LargeFile(found, access, progress);
    var sha256 = guarded(found, () -> upload(found, file, Optional.empty()));
    done(new Entry.File(found.path(), found.sizeBytes(), sha256), true);
  }

  private void sendIfMissing(Found found) throws IOException {
    var sha256 = guarded(found, () -> new LargeFile(found, access, progress).sha256());
    requireUnchanged(found);
    var entry = new Entry.File(found.path(), found.sizeBytes(), sha256);
    var isMissing = claims(entry) && !drafts.missing(draft, List.of(entry)).isEmpty();
    if (isMissing) {
      progress.bytes(-found.sizeBytes());
      var file = new LargeFile(found, access, progress);
      var unused = guarded(found, () -> send(found, file, entry));
    }
    done(entry, isMissing);
  }

  private String send(Found found, LargeFile file, Entry.File entry) throws IOException {
    if (found.sizeBytes() <= maxSigned
        && new SignedUpload(drafts, transport, draft, found, entry, progress).run()) {
      return entry.sha256();
    }
    return upload(found, file, Optional.of(entry.sha256()));
  }

  private String upload(Found found, LargeFile file, Optional<String> sha256) throws IOException {
    return new LargeUpload(drafts, transport, memory, draft, found, file, sha256).run();
  }

  private void sendSmall(List<Found> batch) throws IOException {
    var parts = new ArrayList<HeldBatch.Part>();
    for (var found : batch) {
      parts.add(guarded(found, () -> read(found)));
    }
    var wanted = parts.stream().filter(part -> claims(part.entry())).toList();
    var missing = drafts.missing(draft, wanted.stream().map(HeldBatch.Part::entry).toList());
    var toSend = wanted.stream().filter(p -> missing.contains(p.entry().digest())).toList();
    sendParts(toSend);
    for (var part : parts) {
      done(part.entry(), toSend.contains(part));
    }
  }

  private HeldBatch.Part read(Found found) throws IOException {
    try (var in = access.open(found.file(), 0)) {
      var bytes = in.readNBytes(Math.toIntExact(found.sizeBytes()) + 1);
      requireUnchanged(found);
      if (bytes.length != found.sizeBytes()) {
        throw Uploader.changed(found.path());
      }
      progress.bytes(bytes.length);
      var sha256 = HexFormat.of().formatHex(Hasher.sha256().digest(bytes));
      return new HeldBatch.Part(new Entry.File(found.path(), bytes.length, sha256), bytes);
    }
  }

  private void sendParts(List<HeldBatch.Part> parts) {
    if (parts.size() == 1) {
      var part = parts.getFirst();
      drafts.putBlob(draft, part.entry().digest(), () -> BodyPublishers.ofByteArray(part.bytes()));
    } else if (!parts.isEmpty()) {
      drafts.putBlobs(draft, new HeldBatch(parts));
    }
  }

  /// False if another file of the same bytes was met before: those are sent once.
  private boolean claims(Entry.File entry) {
    return sent.add(entry.sha256());
  }

  private void done(Entry.File entry, boolean wasSent) {
    sent.add(entry.sha256());
    entries.put(entry.path(), entry);
    progress.file();
    if (wasSent) {
      sentFiles.incrementAndGet();
      sentBytes.addAndGet(entry.sizeBytes());
    }
  }

  private static void requireUnchanged(Found found) {
    if (found.hasChanged()) {
      throw Uploader.changed(found.path());
    }
  }

  private interface Reading<T> {
    T run() throws IOException;
  }

  private static <T> T guarded(Found file, Reading<T> reading) throws IOException {
    try {
      return reading.run();
    } catch (FileSystemException e) {
      throw CairnException.of(
          Kind.REFUSED, "folder.unreadable", "'" + file.path() + "' cannot be read", e);
    }
  }
}
