// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.backup;

import io.cairn.core.access.Access;
import io.cairn.core.access.Principal;
import io.cairn.core.backup.ListBackup.ListedBlob;
import io.cairn.core.content.Arrivals;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.Blobs;
import io.cairn.core.content.Digest;
import io.cairn.core.content.StoredBlob;
import io.cairn.core.draft.UploadBlobs;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// Brings bytes back that the facts count on, into whatever store there is: after a backup was
/// restored beside an empty one, or bytes were lost. Bytes that no fact counts on are not taken.
public final class RestoreBytes {
  private static final int MAX_ASKED = 10_000;
  private static final int LOOKS_AT_ONCE = 16;
  private static final int BATCHES_AT_ONCE = 4;

  private final Semaphore looks = new Semaphore(LOOKS_AT_ONCE, true);
  private final Semaphore batches = new Semaphore(BATCHES_AT_ONCE, true);
  private final Facts facts;
  private final BlobStore store;
  private final Access access;
  private final Arrivals arrivals;

  public RestoreBytes(Facts facts, BlobStore store, Access access, Arrivals arrivals) {
    this.facts = facts;
    this.store = store;
    this.access = access;
    this.arrivals = arrivals;
  }

  /// Those that the facts count on and that do not lie in the store, or in another length, in the
  /// order asked. Asks the store for each.
  ///
  /// @throws Failure.Invalid field `blobs` if more than 10,000 are asked for
  public List<Digest> missing(Principal actor, List<Digest> asked) {
    if (asked.size() > MAX_ASKED) {
      throw new Failure.Invalid("blobs", "blobs.count", "blobs must be at most 10,000 at once");
    }
    access.requireInstallationAdmin(actor);
    var counted = counted(asked);
    var looked = new ArrayList<Future<Boolean>>();
    try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      counted.forEach(blob -> looked.add(workers.submit(() -> isThere(blob))));
    }
    var missing = new ArrayList<Digest>();
    for (var i = 0; i < counted.size(); i++) {
      if (!result(looked.get(i))) {
        missing.add(counted.get(i).digest());
      }
    }
    return missing;
  }

  /// Reads the body to its end and does not close it.
  ///
  /// @throws Failure.NotFound if no fact counts on it
  /// @throws Failure.DigestMismatch if the bytes are others; nothing is kept
  public StoredBlob blob(Principal actor, Digest digest, InputStream body) throws IOException {
    access.requireInstallationAdmin(actor);
    var sizeBytes = required(List.of(digest)).getFirst().sizeBytes();
    var notice = facts.read(Arrivals::notice);
    var stored = store.put(BlobUpload.of(digest).sized(sizeBytes), body);
    return facts.write(tx -> {
      arrivals.record(tx, notice, stored.digest(), stored.sizeBytes());
      return stored;
    });
  }

  /// Many small blobs at once, within the bounds of [UploadBlobs]; all are taken or none. How many.
  ///
  /// @throws Failure.NotFound if no fact counts on one of them
  /// @throws Failure.DigestMismatch if the bytes of one are others; nothing is kept of any
  /// @throws Failure.TooLarge if there are more blobs or bytes than a batch may have
  public int blobs(Principal actor, UploadBlobs.Source source) throws IOException {
    access.requireInstallationAdmin(actor);
    batches.acquireUninterruptibly();
    try {
      var blobs = UploadBlobs.read(source, UploadBlobs.MAX_BLOB_BYTES);
      var sizes = new TreeMap<Digest, Long>();
      blobs.forEach(blob -> sizes.put(blob.digest(), (long) blob.sizeBytes()));
      required(List.copyOf(sizes.keySet()));
      var notice = facts.read(Arrivals::notice);
      store.putAll(blobs);
      return facts.write(tx -> {
        arrivals.recordAll(tx, notice, sizes);
        return sizes.size();
      });
    } finally {
      batches.release();
    }
  }

  private boolean isThere(ListedBlob blob) {
    looks.acquireUninterruptibly();
    try {
      return store.sizeBytes(blob.digest()).orElse(-1) == blob.sizeBytes();
    } finally {
      looks.release();
    }
  }

  private static boolean result(Future<Boolean> looked) {
    try {
      return looked.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure.Unavailable("looking for bytes", e);
    }
  }

  private List<ListedBlob> required(List<Digest> digests) {
    var counted = counted(digests);
    if (counted.size() < digests.size()) {
      var unknown = new LinkedHashSet<>(digests);
      counted.forEach(blob -> unknown.remove(blob.digest()));
      throw new Failure.NotFound("a fact that counts on the blob " + unknown.getFirst());
    }
    return counted;
  }

  /// Those that the facts count on, each once, in the order given.
  private List<ListedBlob> counted(List<Digest> digests) {
    var found = new LinkedHashMap<Digest, Optional<ListedBlob>>();
    digests.forEach(digest -> found.put(digest, Optional.empty()));
    var different = List.copyOf(found.keySet());
    for (var from = 0; from < different.size(); from += Blobs.BATCH) {
      var batch = different.subList(from, Math.min(different.size(), from + Blobs.BATCH));
      facts
          .read(reading -> BackupRows.blobs(reading, batch))
          .forEach(blob -> found.put(blob.digest(), Optional.of(blob)));
    }
    return found.values().stream().flatMap(Optional::stream).toList();
  }
}
