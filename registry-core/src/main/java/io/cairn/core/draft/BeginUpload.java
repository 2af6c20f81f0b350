// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Principal;
import io.cairn.core.content.Digest;
import io.cairn.core.failure.Failure;
import java.util.Optional;
import java.util.OptionalLong;

/// Begins the upload of one file in parts. Nothing is promised about the bytes unless the sender
/// says their digest or length.
public final class BeginUpload {
  /// Most uploads of a draft that are open at a time.
  public static final int MAX_OPEN = 1_000;

  private final Uploads uploads;

  public BeginUpload(Uploads uploads) {
    this.uploads = uploads;
  }

  /// Largest file that is taken.
  public long maxFileBytes() {
    return uploads.drafts().settings().maxFileBytes();
  }

  /// @throws Failure.TooLarge if the length is more than a file may have, or the store has room for
  /// @throws Failure.Conflict `draft.uploads` if too many are open
  public Upload run(
      Principal actor, DraftId id, Optional<Digest> expected, OptionalLong sizeBytes) {
    sizeBytes.ifPresent(this::requireRoom);
    var drafts = uploads.drafts();
    return uploads
        .facts()
        .write(tx -> {
          drafts.use(tx, actor, id);
          if (UploadRows.countOpen(tx, id) >= MAX_OPEN) {
            throw new Failure.Conflict(
                "draft.uploads",
                "the draft has " + MAX_OPEN + " unfinished uploads; finish or cancel some first");
          }
          var upload = new UploadId(drafts.timeline().newId());
          var now = drafts.timeline().now();
          UploadRows.insert(tx, upload, id, expected, sizeBytes, now, actor.userId());
          return new Upload(
              upload, id, expected, sizeBytes, 0, Optional.empty(), drafts.settings().lifetime());
        });
  }

  private void requireRoom(long bytes) {
    if (bytes > maxFileBytes()) {
      throw new Failure.TooLarge(
          "Upload-Length", maxFileBytes(), "a file may have at most " + maxFileBytes() + " bytes");
    }
    var usable = uploads.staging().usableBytes().orElse(Long.MAX_VALUE);
    if (bytes > usable) {
      throw new Failure.TooLarge(
          "Upload-Length", usable, "the store has room for " + usable + " bytes only");
    }
  }
}
