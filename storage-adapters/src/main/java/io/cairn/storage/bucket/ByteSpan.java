// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.bucket;

/// A run of bytes of a blob, however long the blob is.
///
/// @param first offset of its first byte
/// @param end offset behind its last byte; [Long#MAX_VALUE] for the blob's end
public record ByteSpan(long first, long end) {
  /// @throws IllegalArgumentException if `offset` or `length` is negative
  public static ByteSpan of(long offset, long length) {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("offset and length must not be negative");
    }
    return new ByteSpan(
        offset, length > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + length);
  }

  public boolean isEmpty() {
    return first == end;
  }

  /// What is left of it from there on.
  public ByteSpan from(long offset) {
    return new ByteSpan(offset, end);
  }

  /// What of it a blob of that length has.
  public ByteSpan within(long sizeBytes) {
    return new ByteSpan(Math.min(first, sizeBytes), Math.min(end, sizeBytes));
  }
}
