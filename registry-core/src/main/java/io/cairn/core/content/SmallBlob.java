// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.failure.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The bytes of a small blob in memory, with their digest. They are hashed when it is made, so
/// there is none with a wrong digest, and a store need not look again.
public final class SmallBlob {
  private final Digest digest;
  private final byte[] bytes;

  private SmallBlob(Digest digest, byte[] bytes) {
    this.digest = digest;
    this.bytes = bytes;
  }

  /// Reads exactly `sizeBytes` bytes, and holds them.
  ///
  /// @throws Failure.Invalid field `body`, rule `body.short`, if `body` ends before
  /// @throws Failure.DigestMismatch if they are not those of `promised`
  /// @throws IOException if `body` breaks
  public static SmallBlob read(Digest promised, int sizeBytes, InputStream body)
      throws IOException {
    var bytes = body.readNBytes(sizeBytes);
    if (bytes.length < sizeBytes) {
      throw new Failure.Invalid(
          "body",
          "body.short",
          "body ended after " + bytes.length + " of the " + sizeBytes + " bytes of a blob");
    }
    var found = Digest.hash(bytes);
    if (!promised.matches(found)) {
      throw new Failure.DigestMismatch(promised.toString(), found.toString());
    }
    return new SmallBlob(found, bytes);
  }

  public Digest digest() {
    return digest;
  }

  public int sizeBytes() {
    return bytes.length;
  }

  /// The bytes from the start; not to be closed by need.
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }
}
