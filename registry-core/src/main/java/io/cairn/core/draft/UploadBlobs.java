// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Principal;
import io.cairn.core.content.Arrivals;
import io.cairn.core.content.Arrivals.Notice;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.Blobs;
import io.cairn.core.content.Digest;
import io.cairn.core.content.SmallBlob;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Takes many small blobs into a draft at once: all of them durable and verified first, then one
/// transaction for all their rows. What [UploadBlob] says of one holds for each; all are taken or
/// none is.
///
/// A batch is in memory while it is taken, so a few are taken at a time and others wait.
public final class UploadBlobs {
  /// Most blobs of one batch.
  public static final int MAX_BLOBS = 1_000;

  /// Largest blob of a batch: 1 MiB.
  public static final int MAX_BLOB_BYTES = 1 << 20;

  /// Most bytes of all blobs of a batch: 16 MiB.
  public static final int MAX_BYTES = 16 << 20;

  private static final int MAX_BATCHES = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Semaphore turns = new Semaphore(MAX_BATCHES, true);
  private final Facts facts;
  private final BlobStore store;
  private final Drafts drafts;

  public UploadBlobs(Facts facts, BlobStore store, Drafts drafts) {
    this.facts = facts;
    this.store = store;
    this.drafts = drafts;
  }

  /// Where the blobs come from, one after the other.
  @FunctionalInterface
  public interface Source {
    /// The next blob of at most `maxBytes`; empty at the end.
    ///
    /// @throws Failure.TooLarge field `body`, if it has more; before its bytes are read
    Optional<SmallBlob> next(int maxBytes) throws IOException;
  }

  /// @param stored different blobs that the team or registry has now and had not before
  /// @param had different blobs that it had
  public record Uploaded(int stored, int had) {}

  /// The right to write is asked before the first byte and again after the last.
  ///
  /// @throws Failure.DigestMismatch if the bytes of one are others; nothing is kept of any
  /// @throws Failure.TooLarge if there are more blobs or bytes than a batch may have
  /// @throws Failure.Busy if too many batches are on their way
  public Uploaded run(Principal actor, DraftId id, Source source) throws IOException {
    var notice =
        facts.read(reading -> {
          drafts.requireOpen(reading, actor, id);
          return Arrivals.notice(reading);
        });
    takeTurn();
    try {
      var maxBlobBytes = (int) Math.min(MAX_BLOB_BYTES, drafts.settings().maxFileBytes());
      var blobs = read(source, maxBlobBytes);
      store.putAll(blobs);
      var sizes = new TreeMap<Digest, Long>();
      blobs.forEach(blob -> sizes.put(blob.digest(), (long) blob.sizeBytes()));
      return record(actor, id, notice, sizes);
    } finally {
      turns.release();
    }
  }

  private Uploaded record(
      Principal actor, DraftId id, Notice notice, SortedMap<Digest, Long> sizes) {
    return facts.write(tx -> {
      var draft = drafts.use(tx, actor, id);
      var now = drafts.timeline().now();
      drafts.arrivals().recordAll(tx, notice, sizes);
      var stored = Blobs.grantEach(tx, draft.namespace(), sizes.keySet(), now);
      Blobs.lease(tx, id.value(), sizes.keySet());
      return new Uploaded(stored, sizes.size() - stored);
    });
  }

  /// All blobs of a batch, in memory.
  ///
  /// @throws Failure.TooLarge if there are more blobs or bytes than a batch may have
  public static List<SmallBlob> read(Source source, int maxBlobBytes) throws IOException {
    var blobs = new ArrayList<SmallBlob>();
    var bytes = 0;
    while (true) {
      var next = source.next(maxBlobBytes);
      if (next.isEmpty()) {
        return blobs;
      }
      blobs.add(next.get());
      bytes += next.get().sizeBytes();
      if (blobs.size() > MAX_BLOBS) {
        throw new Failure.TooLarge(
            "body", MAX_BLOBS, "body must have at most " + MAX_BLOBS + " blobs");
      }
      if (bytes > MAX_BYTES) {
        throw new Failure.TooLarge(
            "body", MAX_BYTES, "the blobs of body must have at most " + MAX_BYTES + " bytes");
      }
    }
  }

  private void takeTurn() {
    try {
      if (turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    throw new Failure.Busy("other batches are being taken; send again", Duration.ofSeconds(5));
  }
}
