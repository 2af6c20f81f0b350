// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Principal;
import io.cairn.core.content.Arrivals;
import io.cairn.core.content.BlobStaging;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.Blobs;
import io.cairn.core.content.Digest;
import io.cairn.core.content.StagedIntake;
import io.cairn.core.content.StoredBlob;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the verbs of uploads share: rows, staged bytes, and the way from the last byte to a blob.
///
/// That way: hash, compare, write the digest down (sealed), force and rename the file, force its
/// folder, then one transaction that grants and leases. Killed anywhere, the next request finds the
/// bytes staged, or the sealed digest and the blob, and goes on.
public final class Uploads {
  /// How long a request waits for the hash before it asks its sender to come again.
  private static final Duration HASH_PATIENCE = Duration.ofSeconds(25);

  private final Facts facts;
  private final BlobStore store;
  private final BlobStaging staging;
  private final StagedIntake intake;
  private final Drafts drafts;
  private final UploadTurns turns = new UploadTurns();

  public Uploads(
      Facts facts, BlobStore store, BlobStaging staging, StagedIntake intake, Drafts drafts) {
    this.facts = facts;
    this.store = store;
    this.staging = staging;
    this.intake = intake;
    this.drafts = drafts;
  }

  Facts facts() {
    return facts;
  }

  Drafts drafts() {
    return drafts;
  }

  BlobStaging staging() {
    return staging;
  }

  StagedIntake intake() {
    return intake;
  }

  UploadTurns.Turn take(UploadId id) {
    return turns.take(id);
  }

  /// The upload as it is now. Its draft is used, and lives on. Bytes that became a blob while the
  /// server stopped are seen to first.
  ///
  /// @throws Failure.NotFound if the draft has no such upload
  Upload require(Principal actor, DraftId draft, UploadId id) {
    var row =
        facts.write(tx -> {
          drafts.use(tx, actor, draft);
          return find(tx, draft, id);
        });
    if (row.state() == UploadRows.State.SEALED && staging.stagedBytes(id.value()).isEmpty()) {
      row = settle(actor, draft, row);
    }
    return upload(draft, row);
  }

  private static UploadRows.Row find(Tx tx, DraftId draft, UploadId id) {
    return UploadRows.find(tx, draft, id)
        .orElseThrow(() -> new Failure.NotFound("the upload asked for"));
  }

  private UploadRows.Row settle(Principal actor, DraftId draft, UploadRows.Row row) {
    var digest = row.digest().orElseThrow();
    var size = row.sizeBytes().orElseThrow();
    if (store.isReadOnly()) {
      // The name of the blob may not be durable: only once the disk is found well.
      throw Failure.NotStored.readOnly("the blob store", null);
    }
    var notice = facts.read(Arrivals::notice);
    if (store.sizeBytes(digest).orElse(-1) == size) {
      grant(actor, draft, row.id(), notice, digest, size);
    } else {
      facts.write(tx -> {
        UploadRows.reopen(tx, row.id());
        return row;
      });
    }
    return facts.write(tx -> find(tx, draft, row.id()));
  }

  private Upload upload(DraftId draft, UploadRows.Row row) {
    var isComplete = row.state() == UploadRows.State.COMPLETE;
    return new Upload(
        row.id(),
        draft,
        row.expected(),
        row.sizeBytes(),
        isComplete
            ? row.sizeBytes().orElseThrow()
            : staging.stagedBytes(row.id().value()).orElse(0),
        isComplete ? row.digest() : Optional.empty(),
        drafts.settings().lifetime());
  }

  /// All bytes are there: makes them a blob.
  ///
  /// @throws Failure.Busy if hashing takes longer; nothing is lost, and asking again goes on
  /// @throws Failure.DigestMismatch if they are not what was promised; the upload is gone
  UploadBlob.Uploaded complete(Principal actor, Upload upload, long sizeBytes) {
    var id = upload.id();
    var digest =
        intake
            .digest(id.value(), sizeBytes, HASH_PATIENCE)
            .orElseThrow(() ->
                new Failure.Busy(
                    "all bytes are there, and are being hashed; ask again", Duration.ofSeconds(1)));
    upload
        .expected()
        .filter(expected -> !expected.matches(digest))
        .ifPresent(expected -> {
          remove(id);
          throw new Failure.DigestMismatch(expected.toString(), digest.toString());
        });
    var notice =
        facts.write(tx -> {
          UploadRows.seal(tx, id, digest);
          return Arrivals.notice(tx);
        });
    try {
      staging.publish(id.value(), digest, sizeBytes);
    } catch (IOException e) {
      throw new Failure.Unavailable("the blob store (it was interrupted)", e);
    } finally {
      // Also after a fault: the place may have dropped the bytes.
      intake.forget(id.value());
    }
    return grant(actor, upload.draft(), id, notice, digest, sizeBytes);
  }

  /// Who has sent all bytes has proved to hold them.
  private UploadBlob.Uploaded grant(
      Principal actor,
      DraftId draft,
      UploadId id,
      Arrivals.Notice notice,
      Digest digest,
      long sizeBytes) {
    return facts.write(tx -> {
      var used = drafts.use(tx, actor, draft);
      var now = drafts.timeline().now();
      drafts.arrivals().record(tx, notice, digest, sizeBytes);
      var isNew = Blobs.grant(tx, used.namespace(), digest, now);
      Blobs.lease(tx, draft.value(), List.of(digest));
      UploadRows.complete(tx, id);
      return new UploadBlob.Uploaded(
          new StoredBlob(digest, sizeBytes, Optional.empty(), Optional.empty()), isNew);
    });
  }

  /// Row first: bytes without a row are removed by the next reaping, a row without bytes begins at
  /// 0.
  void remove(UploadId id) {
    facts.write(tx -> {
      UploadRows.delete(tx, id);
      return id;
    });
    staging.discard(id.value());
    intake.forget(id.value());
  }
}
