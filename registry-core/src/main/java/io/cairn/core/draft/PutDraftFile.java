// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Principal;
import io.cairn.core.content.Arrivals;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.Blobs;
import io.cairn.core.content.Md5;
import io.cairn.core.content.Md5Rows;
import io.cairn.core.content.Md5Stream;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.FilePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;

/// Takes a file into a draft by its path, for senders that know no SHA-256: they promise an MD5,
/// and the draft remembers what bytes stand at the path. A later file takes the place of an earlier
/// one. Who has sent all bytes has proved to hold them, whatever their MD5.
public final class PutDraftFile {
  private final Facts facts;
  private final BlobStore store;
  private final Drafts drafts;

  public PutDraftFile(Facts facts, BlobStore store, Drafts drafts) {
    this.facts = facts;
    this.store = store;
    this.drafts = drafts;
  }

  /// Reads the body to its end and does not close it. The right to write is asked before the first
  /// byte and again after the last.
  ///
  /// @throws Failure.DigestMismatch if the bytes have another MD5; nothing is kept
  /// @throws Failure.TooLarge if they are more than a file may have
  public DraftFile run(
      Principal actor,
      DraftId id,
      FilePath path,
      Md5 promised,
      OptionalLong sizeBytes,
      InputStream body)
      throws IOException {
    var notice =
        facts.read(reading -> {
          drafts.requireOpen(reading, actor, id);
          return Arrivals.notice(reading);
        });
    var upload = BlobUpload.ofUnknownDigest().atMost(drafts.settings().maxFileBytes());
    var stored =
        store.put(
            sizeBytes.isPresent() ? upload.sized(sizeBytes.getAsLong()) : upload,
            new Md5Stream(body, promised));
    return facts.write(tx -> {
      var draft = drafts.use(tx, actor, id);
      var file = new DraftFile(path, stored.digest(), stored.sizeBytes(), promised);
      drafts.arrivals().record(tx, notice, stored.digest(), stored.sizeBytes());
      Blobs.grant(tx, draft.namespace(), stored.digest(), drafts.timeline().now());
      Blobs.lease(tx, id.value(), List.of(stored.digest()));
      Md5Rows.put(tx, stored.digest(), promised);
      DraftFileRows.put(tx, id, file);
      return file;
    });
  }
}
