// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.content.Digest;
import io.cairn.core.content.SmallBlob;
import io.cairn.core.draft.UploadBlobs;
import io.cairn.core.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Reads a body of type `application/vnd.cairn.blobs`: for each blob 32 bytes of SHA-256, 8 bytes
/// of length (big-endian, no sign) and so many bytes; nothing before, between or behind them.
final class BlobFrames implements UploadBlobs.Source {
  static final String TYPE = "application/vnd.cairn.blobs";

  private static final int SHA256_BYTES = 32;
  private static final int HEAD_BYTES = SHA256_BYTES + Long.BYTES;

  private final InputStream body;

  BlobFrames(InputStream body) {
    this.body = body;
  }

  @Override
  public Optional<SmallBlob> next(int maxBytes) throws IOException {
    var head = body.readNBytes(HEAD_BYTES);
    if (head.length == 0) {
      return Optional.empty();
    }
    if (head.length < HEAD_BYTES) {
      throw new Failure.Invalid(
          "body",
          "body.frame",
          "body ended within the " + HEAD_BYTES + " bytes of digest and length of a blob");
    }
    var sha256 = new byte[SHA256_BYTES];
    var fields = ByteBuffer.wrap(head).get(sha256);
    var sizeBytes = fields.getLong();
    if (Long.compareUnsigned(sizeBytes, maxBytes) > 0) {
      throw new Failure.TooLarge(
          "body", maxBytes, "a blob of body must have at most " + maxBytes + " bytes");
    }
    return Optional.of(SmallBlob.read(Digest.ofBytes(sha256), (int) sizeBytes, body));
  }
}
