// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.file;

import io.cairn.api.http.BlobAnswer;
import io.cairn.api.http.ContentDisposition;
import io.cairn.api.http.Pieces;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.Digest;
import io.cairn.core.content.VerifyingBlobStore;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

/// Bytes for readers that do not hash what they get: hashed on the way, and broken off before the
/// last one if they are damaged (security rule D4). Parts pass as they lie.
public record VerifiedAnswer(BlobStore store, Digest digest, long sizeBytes, String fileName) {
  private static final String CACHE = "private, no-cache";

  /// The answer to a request with these headers.
  public Response to(HttpHeaders request) {
    store.requireWhole(digest, sizeBytes);
    if (request.getHeaderString("Range") != null) {
      return new BlobAnswer(store, digest, sizeBytes, fileName, CACHE).to(request);
    }
    var whole = new VerifyingBlobStore(store);
    StreamingOutput output =
        out -> {
          try (var in = whole.open(digest)) {
            Pieces.copy(in, out, sizeBytes);
          }
        };
    return Response.ok(output, MediaType.APPLICATION_OCTET_STREAM_TYPE)
        .header(HttpHeaders.CONTENT_LENGTH, sizeBytes)
        .header(HttpHeaders.CACHE_CONTROL, CACHE)
        .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment(fileName))
        .header("Accept-Ranges", "bytes")
        .header("Content-Security-Policy", "sandbox; default-src 'none'")
        .build();
  }
}
