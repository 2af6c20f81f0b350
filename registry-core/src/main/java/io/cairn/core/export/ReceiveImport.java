// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.export;

import io.cairn.core.access.Access;
import io.cairn.core.access.Principal;
import io.cairn.core.content.Arrivals;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.Blobs;
import io.cairn.core.content.Digest;
import io.cairn.core.content.SmallBlob;
import io.cairn.core.content.StoredBlob;
import io.cairn.core.draft.UploadBlobs;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.jdbi.v3.core.mapper.RowViewMapper;

/// Takes the bytes of an import: blobs and the files of facts alike, each by its digest. They give
/// nobody a right; they are kept as fresh bytes are.
public final class ReceiveImport {
  private static final int MAX_ASKED = 10_000;
  private static final int MAX_BATCHES = 4;

  private final Semaphore turns = new Semaphore(MAX_BATCHES, true);
  private final Facts facts;
  private final BlobStore store;
  private final Access access;
  private final Arrivals arrivals;

  public ReceiveImport(Facts facts, BlobStore store, Access access, Arrivals arrivals) {
    this.facts = facts;
    this.store = store;
    this.access = access;
    this.arrivals = arrivals;
  }

  /// Bytes by name and length.
  public record Asked(Digest digest, long sizeBytes) {}

  /// Those that must be sent, in the order asked. What is here counts as if it had just arrived.
  ///
  /// @throws Failure.Invalid field `blobs` if more than 10,000 are asked for
  /// @throws Failure.NotFound if no such import was begun
  public List<Digest> missing(Principal actor, Digest export, List<Asked> asked) {
    if (asked.size() > MAX_ASKED) {
      throw new Failure.Invalid("blobs", "blobs.count", "blobs must be at most 10,000 at once");
    }
    requireOpen(actor, export);
    var missing = new ArrayList<Digest>();
    for (var from = 0; from < asked.size(); from += Blobs.BATCH) {
      var batch = asked.subList(from, Math.min(asked.size(), from + Blobs.BATCH));
      missing.addAll(
          facts.write(tx -> {
            var notice = Arrivals.notice(tx);
            var sizes = sizes(tx, batch.stream().map(Asked::digest).toList());
            var here = new TreeMap<Digest, Long>();
            var gone = new ArrayList<Digest>();
            for (var blob : batch) {
              if (Objects.equals(sizes.get(blob.digest()), blob.sizeBytes())) {
                here.put(blob.digest(), blob.sizeBytes());
              } else {
                gone.add(blob.digest());
              }
            }
            arrivals.recordAll(tx, notice, here);
            return gone;
          }));
    }
    return missing;
  }

  /// Reads the body to its end and does not close it.
  ///
  /// @throws Failure.DigestMismatch if the bytes are others; nothing is kept
  /// @throws Failure.NotFound if no such import was begun
  public StoredBlob blob(
      Principal actor, Digest export, Digest digest, OptionalLong sizeBytes, InputStream body)
      throws IOException {
    requireOpen(actor, export);
    var notice = facts.read(Arrivals::notice);
    var upload = BlobUpload.of(digest);
    var stored =
        store.put(sizeBytes.isPresent() ? upload.sized(sizeBytes.getAsLong()) : upload, body);
    return facts.write(tx -> {
      arrivals.record(tx, notice, stored.digest(), stored.sizeBytes());
      return stored;
    });
  }

  /// Many small blobs at once, within the bounds of [UploadBlobs]; all are taken or none. How many.
  ///
  /// @throws Failure.DigestMismatch if the bytes of one are others; nothing is kept of any
  /// @throws Failure.TooLarge if there are more blobs or bytes than a batch may have
  public int blobs(Principal actor, Digest export, UploadBlobs.Source source) throws IOException {
    requireOpen(actor, export);
    turns.acquireUninterruptibly();
    try {
      var blobs = UploadBlobs.read(source, UploadBlobs.MAX_BLOB_BYTES);
      var notice = facts.read(Arrivals::notice);
      store.putAll(blobs);
      var sizes = new TreeMap<Digest, Long>();
      blobs.forEach((SmallBlob blob) -> sizes.put(blob.digest(), (long) blob.sizeBytes()));
      return facts.write(tx -> {
        arrivals.recordAll(tx, notice, sizes);
        return sizes.size();
      });
    } finally {
      turns.release();
    }
  }

  private void requireOpen(Principal actor, Digest export) {
    access.requireInstallationAdmin(actor);
    var begun = facts.read(reading -> ImportRows.require(reading, export));
    if (begun.importedAt().isPresent()) {
      throw new Failure.Conflict("import.done", "this export was imported already");
    }
  }

  /// Which of up to [Blobs#BATCH] blobs are stored and not damaged, with their sizes.
  static Map<Digest, Long> sizes(Reading reading, List<Digest> digests) {
    var sizes = new HashMap<Digest, Long>();
    if (!digests.isEmpty()) {
      reading
          .handle()
          .createQuery(
              "select digest, size_bytes from blob where digest in (<digests>)"
                  + " and state in ('present', 'doomed')")
          .bindList("digests", digests.stream().map(Digest::bytes).toList())
          .map(
              (RowViewMapper<Asked>)
                  row ->
                      new Asked(
                          Digest.ofBytes(row.getColumn("digest", byte[].class)),
                          row.getColumn("size_bytes", Long.class)))
          .forEach(blob -> sizes.put(blob.digest(), blob.sizeBytes()));
    }
    return sizes;
  }
}
