// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Principal;
import io.cairn.core.content.Arrivals;
import io.cairn.core.content.Arrivals.Notice;
import io.cairn.core.content.Blobs;
import io.cairn.core.content.Digest;
import io.cairn.core.content.DirectUploads;
import io.cairn.core.content.Removals;
import io.cairn.core.content.StoredBlob;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import java.util.List;
import java.util.Optional;

/// Takes into a draft what was sent straight to the store. The bytes are proved to be what is
/// promised first, then one short transaction leases them; what was sent is removed last, so a call
/// that was killed may be made again.
public final class AcceptUpload {
  private final Facts facts;
  private final Drafts drafts;
  private final Optional<DirectUploads> direct;

  /// @param direct empty where clients send their bytes to the server only
  public AcceptUpload(Facts facts, Drafts drafts, Optional<DirectUploads> direct) {
    this.facts = facts;
    this.drafts = drafts;
    this.direct = direct;
  }

  /// The right to write is asked before the proof, which may take long, and again behind it.
  ///
  /// @throws Failure.NotFound if nothing was sent under that id
  /// @throws Failure.DigestMismatch if other bytes were sent; nothing is kept
  public UploadBlob.Uploaded run(
      Principal actor, DraftId id, UploadId upload, Digest digest, long sizeBytes) {
    var store = SignUpload.require(direct);
    var notice =
        facts.read(reading -> {
          drafts.requireOpen(reading, actor, id);
          return Arrivals.notice(reading);
        });
    try {
      store.accept(id.value(), upload.value(), digest, sizeBytes);
    } catch (Failure.NotFound e) {
      return again(actor, id, digest).orElseThrow(() -> e);
    } catch (Failure.DigestMismatch e) {
      store.discard(id.value(), upload.value());
      throw e;
    }
    var uploaded = facts.write(tx -> record(tx, actor, id, notice, digest, sizeBytes));
    store.discard(id.value(), upload.value());
    return uploaded;
  }

  private UploadBlob.Uploaded record(
      Tx tx, Principal actor, DraftId id, Notice notice, Digest digest, long sizeBytes) {
    var draft = drafts.use(tx, actor, id);
    var now = drafts.timeline().now();
    drafts.arrivals().record(tx, notice, digest, sizeBytes);
    var isNew = Blobs.grant(tx, draft.namespace(), digest, now);
    Blobs.lease(tx, id.value(), List.of(digest));
    return new UploadBlob.Uploaded(blob(digest, sizeBytes), isNew);
  }

  /// The answer to an earlier call was lost: all was done then.
  private Optional<UploadBlob.Uploaded> again(Principal actor, DraftId id, Digest digest) {
    return facts.write(tx -> {
      var draft = drafts.use(tx, actor, id);
      Removals.keepOut(tx);
      var size = Blobs.granted(tx, draft.namespace(), List.of(digest)).get(digest);
      if (size == null) {
        return Optional.empty();
      }
      Removals.touch(tx, List.of(digest), drafts.timeline().now());
      Blobs.lease(tx, id.value(), List.of(digest));
      return Optional.of(new UploadBlob.Uploaded(blob(digest, size), false));
    });
  }

  private static StoredBlob blob(Digest digest, long sizeBytes) {
    return new StoredBlob(digest, sizeBytes, Optional.empty(), Optional.empty());
  }
}
