// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Principal;

/// How many bytes of an upload have come. Whoever asks goes on from there, so a request that still
/// waits for bytes is cut off; and what a restart has left is hashed from now on.
public final class DescribeUpload {
  private final Uploads uploads;

  public DescribeUpload(Uploads uploads) {
    this.uploads = uploads;
  }

  /// @throws io.cairn.core.failure.Failure.NotFound if there is none for the actor
  public Upload run(Principal actor, DraftId draft, UploadId id) {
    uploads.facts().read(reading -> uploads.drafts().requireOpen(reading, actor, draft));
    try (var _ = uploads.take(id)) {
      var upload = uploads.require(actor, draft, id);
      if (!upload.isComplete()) {
        uploads.intake().warm(id.value(), upload.offset());
      }
      return upload;
    }
  }
}
