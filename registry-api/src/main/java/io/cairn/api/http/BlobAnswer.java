// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.cairn.core.content.BlobStore;
import io.cairn.core.content.Digest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.resteasy.reactive.PathPart;

/// Answers a request for a blob's bytes: whole, one range, several ranges, or not modified.
///
/// The digest is the entity tag and stands in `Repr-Digest` (RFC 9530), so a client can verify what
/// it got. A local file leaves through the kernel (sendfile). Bytes are never shown by a browser
/// (security rule W1).
///
/// @param fileName what a browser would save it as; any text
/// @param cacheControl for example `private, max-age=31536000, immutable`
public record BlobAnswer(
    BlobStore store, Digest digest, long sizeBytes, String fileName, String cacheControl) {
  private static final String OCTET_STREAM = "application/octet-stream";
  private static final String BOUNDARY = "cairn-range-boundary-7f3a91c05be24d68";

  /// The answer to a request with these headers. For `HEAD` the caller gets the same headers.
  public Response to(HttpHeaders request) {
    var tag = new EntityTag("sha256:" + digest.hex());
    if (tag.isNamedByIfNoneMatch(request.getHeaderString(HttpHeaders.IF_NONE_MATCH))) {
      return described(Response.notModified(), tag).build();
    }
    var ranges =
        tag.passesIfRange(request.getHeaderString("If-Range"))
            ? ByteRange.parse(request.getHeaderString("Range"), sizeBytes)
            : Optional.<List<ByteRange>>empty();
    return described(ranges.map(this::partial).orElseGet(this::whole), tag).build();
  }

  /// As [#to(HttpHeaders)], but sends a reader on to a URL of the store if it gives out any. It
  /// lives a few minutes, so nobody keeps this answer.
  ///
  /// @param mayLeave whether these bytes may be read by a URL that nobody can take back
  public Response to(HttpHeaders request, Request method, BooleanSupplier mayLeave) {
    var url =
        method.getMethod().equals("GET")
            ? store
                .readableUrl(digest, ContentDisposition.attachment(fileName))
                .filter(_ -> mayLeave.getAsBoolean())
            : Optional.<URI>empty();
    var tag = new EntityTag("sha256:" + digest.hex());
    if (url.isEmpty()
        || tag.isNamedByIfNoneMatch(request.getHeaderString(HttpHeaders.IF_NONE_MATCH))) {
      return to(request);
    }
    return Response.temporaryRedirect(url.get())
        .header("Repr-Digest", reprDigest())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private String reprDigest() {
    var hash = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digest.hex()));
    return "sha-256=:" + hash + ":";
  }

  private ResponseBuilder whole() {
    return Response.ok(entity(new ByteRange(0, sizeBytes)), OCTET_STREAM)
        .header(HttpHeaders.CONTENT_LENGTH, sizeBytes);
  }

  private ResponseBuilder partial(List<ByteRange> ranges) {
    return switch (ranges.size()) {
      case 0 -> Response.status(416).header("Content-Range", "bytes */" + sizeBytes);
      case 1 ->
          Response.status(206)
              .header("Content-Range", ranges.getFirst().contentRange(sizeBytes))
              .header(HttpHeaders.CONTENT_LENGTH, ranges.getFirst().length())
              .type(OCTET_STREAM)
              .entity(entity(ranges.getFirst()));
      default ->
          Response.status(206)
              .type("multipart/byteranges; boundary=" + BOUNDARY)
              .entity((StreamingOutput) out -> writeParts(ranges, out));
    };
  }

  private ResponseBuilder described(ResponseBuilder answer, EntityTag tag) {
    return answer
        .header(HttpHeaders.ETAG, tag.header())
        .header("Accept-Ranges", "bytes")
        .header("Repr-Digest", reprDigest())
        .header(HttpHeaders.CACHE_CONTROL, cacheControl)
        .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment(fileName))
        .header("Content-Security-Policy", "sandbox; default-src 'none'");
  }

  private Object entity(ByteRange range) {
    return store
        .localFile(digest)
        .<Object>map(file -> new PathPart(file, range.offset(), range.length()))
        .orElseGet(() -> (StreamingOutput) out -> write(range, out));
  }

  private void write(ByteRange range, OutputStream out) throws IOException {
    try (var in = store.openRange(digest, range.offset(), range.length())) {
      Pieces.copy(in, out, range.length());
    }
  }

  /// RFC 9110 §14.6.
  private void writeParts(List<ByteRange> ranges, OutputStream out) throws IOException {
    for (var range : ranges) {
      var head =
          "--%s\r\nContent-Type: application/octet-stream\r\nContent-Range: %s\r\n\r\n"
              .formatted(BOUNDARY, range.contentRange(sizeBytes));
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      write(range, out);
      out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    out.write(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
  }
}
