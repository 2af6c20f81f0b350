// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.content.Digest;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// The bytes of one file on their way into a draft in one or several requests. Lives as long as the
/// draft is open.
///
/// @param expected what the bytes must hash to, if the sender said so
/// @param sizeBytes of the whole, once it is known
/// @param offset how many bytes have come
/// @param digest of all bytes, once they are a blob
/// @param lifetime how long it lasts from its last use, which this answer was
public record Upload(
    UploadId id,
    DraftId draft,
    Optional<Digest> expected,
    OptionalLong sizeBytes,
    long offset,
    Optional<Digest> digest,
    Duration lifetime) {
  /// Whether the bytes are a blob, and no more are taken.
  public boolean isComplete() {
    return digest.isPresent();
  }
}
