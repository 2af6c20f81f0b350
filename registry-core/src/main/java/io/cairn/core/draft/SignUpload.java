// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Principal;
import io.cairn.core.content.Digest;
import io.cairn.core.content.DirectUploads;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Gives out a URL by which the bytes of one file go straight to the store. It is good for those
/// bytes alone; they belong to nobody until [AcceptUpload] has found them right.
public final class SignUpload {
  private static final Duration LIFETIME = Duration.ofHours(1);

  private final Facts facts;
  private final Drafts drafts;
  private final Optional<DirectUploads> direct;

  /// @param direct empty where clients send their bytes to the server only
  public SignUpload(Facts facts, Drafts drafts, Optional<DirectUploads> direct) {
    this.facts = facts;
    this.drafts = drafts;
    this.direct = direct;
  }

  public record SignedUpload(UploadId id, DirectUploads.Signed request, Instant expiresAt) {}

  /// Most bytes of a file that may go this way; 0 if none may.
  public long maxBytes() {
    return direct
        .map(store -> Math.min(store.maxBytes(), drafts.settings().maxFileBytes()))
        .orElse(0L);
  }

  /// @throws Failure.Conflict `upload.unsigned` if clients send their bytes to the server only
  /// @throws Failure.TooLarge if a file of that size may not go this way
  public SignedUpload run(Principal actor, DraftId id, Digest digest, long sizeBytes) {
    var store = require(direct);
    if (sizeBytes < 0) {
      throw new Failure.Invalid("size", "size.range", "size must not be negative");
    }
    var max = maxBytes();
    if (max == 0) {
      throw unsigned();
    }
    if (sizeBytes > max) {
      throw new Failure.TooLarge(
          "size",
          max,
          "a file that goes straight to the store may have at most "
              + max
              + " bytes; send it to the server in parts");
    }
    var now =
        facts.write(tx -> {
          drafts.use(tx, actor, id);
          return drafts.timeline().now();
        });
    var upload = new UploadId(drafts.timeline().newId());
    var signed = store.sign(id.value(), upload.value(), digest, sizeBytes, LIFETIME);
    return new SignedUpload(upload, signed, now.plus(LIFETIME));
  }

  static DirectUploads require(Optional<DirectUploads> direct) {
    return direct.orElseThrow(SignUpload::unsigned);
  }

  private static Failure unsigned() {
    return new Failure.Conflict(
        "upload.unsigned", "this server gives out no signed URLs; send the bytes to it");
  }
}
