// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.content.Digest;
import io.cairn.core.draft.Upload;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An upload in parts on the wire.
@Schema(name = "Upload", description = "Bytes of one file on their way into a draft")
record UploadBody(
    String id,
    @Schema(
            description = "Where to send the parts",
            examples =
                "/api/v1/drafts/01a1fdf3-d08b-7c04-9e3a-5dde2d8a5b4f/uploads/"
                    + "01a1fdf3-d5a1-7be2-8d0f-64f4d3f0a5c1")
        String location,
    @Schema(description = "Bytes that have come") long offset,
    @Schema(description = "Of the whole, if it was told") @Nullable Long length,
    boolean complete,
    @Schema(description = "Of the whole, once it is complete") @Nullable String digest,
    @Schema(description = "Seconds that it lasts from now on, if nobody uses it") long lifetime) {
  static UploadBody of(Upload upload) {
    return new UploadBody(
        upload.id().value().toString(),
        location(upload),
        upload.offset(),
        upload.sizeBytes().isPresent() ? upload.sizeBytes().getAsLong() : null,
        upload.isComplete(),
        upload.digest().map(Digest::toString).orElse(null),
        upload.lifetime().toSeconds());
  }

  static String location(Upload upload) {
    return "/api/v1/drafts/" + upload.draft().value() + "/uploads/" + upload.id().value();
  }
}
