// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Principal;
import io.cairn.core.content.Arrivals;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.Blobs;
import io.cairn.core.content.Digest;
import io.cairn.core.content.StoredBlob;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;

/// Takes the bytes of one blob into a draft: durable and verified first, then one short transaction
/// that leases them. Who has sent all bytes has proved to hold them, so the team or registry may
/// name them by digest from then on; until then it may not, even if another team has them.
public final class UploadBlob {
  private final Facts facts;
  private final BlobStore store;
  private final Drafts drafts;

  public UploadBlob(Facts facts, BlobStore store, Drafts drafts) {
    this.facts = facts;
    this.store = store;
    this.drafts = drafts;
  }

  /// @param isNew false if the team or registry had the blob already
  public record Uploaded(StoredBlob blob, boolean isNew) {}

  /// Reads the body to its end and does not close it. The right to write is asked before the first
  /// byte and again after the last.
  ///
  /// @throws Failure.DigestMismatch if the bytes are others; nothing is kept
  /// @throws Failure.TooLarge if they are more than a file may have
  public Uploaded run(
      Principal actor, DraftId id, Digest digest, OptionalLong sizeBytes, InputStream body)
      throws IOException {
    var notice =
        facts.read(reading -> {
          drafts.requireOpen(reading, actor, id);
          return Arrivals.notice(reading);
        });
    var upload = BlobUpload.of(digest).atMost(drafts.settings().maxFileBytes());
    var stored =
        store.put(sizeBytes.isPresent() ? upload.sized(sizeBytes.getAsLong()) : upload, body);
    return facts.write(tx -> {
      var draft = drafts.use(tx, actor, id);
      var now = drafts.timeline().now();
      drafts.arrivals().record(tx, notice, stored.digest(), stored.sizeBytes());
      var isNew = Blobs.grant(tx, draft.namespace(), stored.digest(), now);
      Blobs.lease(tx, id.value(), List.of(stored.digest()));
      return new Uploaded(stored, isNew);
    });
  }
}
