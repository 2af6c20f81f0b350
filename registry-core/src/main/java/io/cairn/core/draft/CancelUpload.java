// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Principal;
import io.cairn.core.failure.Failure;

/// Gives an upload up; its bytes are gone at once. A blob that it became already stays.
public final class CancelUpload {
  private final Uploads uploads;

  public CancelUpload(Uploads uploads) {
    this.uploads = uploads;
  }

  /// @throws Failure.NotFound if there is none for the actor
  public void run(Principal actor, DraftId draft, UploadId id) {
    uploads.facts().read(reading -> uploads.drafts().requireOpen(reading, actor, draft));
    try (var _ = uploads.take(id)) {
      uploads.require(actor, draft, id);
      uploads.remove(id);
    }
  }
}
