// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.draft.DraftView;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A draft on the wire, with who opened it and what it holds.
@Schema(name = "DraftDetail", description = "A version under construction, and what it holds")
record DraftDetailBody(
    String id,
    @Schema(examples = "vision/digits/classifier") String path,
    @Schema(description = "open, committed, abandoned or expired") String state,
    @Schema(description = "SHA-256 of the manifest that was sent last") @Nullable String manifest,
    @Schema(examples = "ada") String createdBy,
    @Schema(description = "The run that it is of, if the caller may read that")
        @Nullable String run,
    @Schema(description = "How many different blobs it holds") long blobs,
    @Schema(description = "Bytes of these blobs") long bytes,
    @Schema(description = "How many files are on their way in parts") long uploads,
    @Schema(description = "Bytes that have come of these files") long uploadedBytes,
    Instant createdAt,
    @Schema(description = "Grows with each use") Instant expiresAt) {
  static DraftDetailBody of(DraftView view) {
    var draft = view.draft();
    return new DraftDetailBody(
        draft.id().value().toString(),
        draft.path().toString(),
        draft.state().text(),
        draft.manifest().map(manifest -> manifest.digest().toString()).orElse(null),
        view.createdBy().text(),
        view.run().orElse(null),
        view.blobs(),
        view.heldBytes(),
        view.uploads(),
        view.uploadedBytes(),
        draft.createdAt(),
        draft.expiresAt());
  }
}
