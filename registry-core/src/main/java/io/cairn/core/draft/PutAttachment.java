// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Principal;
import io.cairn.core.attachment.Attachment.Bytes;
import io.cairn.core.content.Arrivals;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.Blobs;
import io.cairn.core.fact.Facts;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// Keeps bytes that a face needs beside a draft and that are no file of it. The draft leases them;
/// what they are for is said by [NoteOnDraft] or with the commit.
public final class PutAttachment {
  private final Facts facts;
  private final BlobStore store;
  private final Drafts drafts;

  public PutAttachment(Facts facts, BlobStore store, Drafts drafts) {
    this.facts = facts;
    this.store = store;
    this.drafts = drafts;
  }

  /// Reads the body to its end and does not close it.
  ///
  /// @throws io.cairn.core.failure.Failure.TooLarge if it is more than a manifest may have
  public Bytes run(Principal actor, DraftId id, InputStream body) throws IOException {
    var notice =
        facts.read(reading -> {
          drafts.requireOpen(reading, actor, id);
          return Arrivals.notice(reading);
        });
    var upload = BlobUpload.ofUnknownDigest().atMost(drafts.settings().maxManifestBytes());
    var stored = store.put(upload, body);
    return facts.write(tx -> {
      drafts.use(tx, actor, id);
      drafts.arrivals().record(tx, notice, stored.digest(), stored.sizeBytes());
      Blobs.lease(tx, id.value(), List.of(stored.digest()));
      return new Bytes(stored.digest(), stored.sizeBytes());
    });
  }
}
