// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.failure.Failure;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What a sender promises about the bytes that follow, and what the receiver wants to know of them.
///
/// @param digest what they must hash to; empty if the sender cannot tell
/// @param sizeBytes how many there must be, exactly; empty if the sender cannot tell
/// @param maxBytes most that are taken, counted while reading
/// @param checksums further sums to take in the same pass
public record BlobUpload(
    Optional<Digest> digest, OptionalLong sizeBytes, long maxBytes, Set<Checksum> checksums) {
  /// Largest single file by default: 5 TiB.
  public static final long DEFAULT_MAX_BYTES = 5L << 40;

  public BlobUpload {
    checksums = Set.copyOf(checksums);
    if (sizeBytes.isPresent() && sizeBytes.getAsLong() < 0) {
      throw new Failure.Invalid("size", "size.range", "size must not be negative");
    }
  }

  /// Bytes that must hash to `digest`.
  public static BlobUpload of(Digest digest) {
    return new BlobUpload(Optional.of(digest), OptionalLong.empty(), DEFAULT_MAX_BYTES, Set.of());
  }

  /// Bytes whose digest is to be found out.
  public static BlobUpload ofUnknownDigest() {
    return new BlobUpload(Optional.empty(), OptionalLong.empty(), DEFAULT_MAX_BYTES, Set.of());
  }

  /// Exactly so many bytes.
  public BlobUpload sized(long bytes) {
    return new BlobUpload(digest, OptionalLong.of(bytes), maxBytes, checksums);
  }

  /// No more than so many bytes.
  public BlobUpload atMost(long bytes) {
    return new BlobUpload(digest, sizeBytes, bytes, checksums);
  }

  public BlobUpload with(Checksum first, Checksum... rest) {
    return new BlobUpload(digest, sizeBytes, maxBytes, EnumSet.of(first, rest));
  }
}
