// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.draft.Draft;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A draft on the wire.
@Schema(name = "Draft", description = "A version under construction")
record DraftBody(
    String id,
    @Schema(examples = "vision/digits/classifier") String path,
    @Schema(description = "open, committed, abandoned or expired") String state,
    @Schema(description = "SHA-256 of the manifest that was sent last") @Nullable String manifest,
    Instant createdAt,
    @Schema(description = "Grows with each use") Instant expiresAt) {
  static DraftBody of(Draft draft) {
    return new DraftBody(
        draft.id().value().toString(),
        draft.path().toString(),
        draft.state().text(),
        draft.manifest().map(manifest -> manifest.digest().toString()).orElse(null),
        draft.createdAt(),
        draft.expiresAt());
  }
}
