// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.content.Digest;
import io.cairn.core.failure.Failure;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The header fields of resumable uploads (draft-ietf-httpbis-resumable-upload, RFC 9530), which
/// are structured fields (RFC 9651).
final class UploadHeaders {
  static final String PARTIAL = "application/partial-upload";
  static final String COMPLETE = "Upload-Complete";
  static final String OFFSET = "Upload-Offset";
  static final String LENGTH = "Upload-Length";
  static final String LIMIT = "Upload-Limit";
  static final String REPR_DIGEST = "Repr-Digest";

  private static final Pattern INTEGER = Pattern.compile("[0-9]{1,15}");
  private static final Pattern SHA_256 =
      Pattern.compile("(?:^|,)\\s*sha-256=:([A-Za-z0-9+/]{43}=):\\s*(?:,|$)");

  private final HttpHeaders headers;

  UploadHeaders(HttpHeaders headers) {
    this.headers = headers;
  }

  /// Whether the request has the last bytes; empty if it does not say.
  Optional<Boolean> isComplete() {
    return text(COMPLETE)
        .map(value ->
            switch (value) {
              case "?1" -> true;
              case "?0" -> false;
              default ->
                  throw new Failure.Invalid(
                      COMPLETE, "structured.boolean", COMPLETE + " must be ?1 or ?0");
            });
  }

  OptionalLong offset() {
    return integer(OFFSET);
  }

  OptionalLong length() {
    return integer(LENGTH);
  }

  /// How many bytes follow; empty if they come in chunks.
  OptionalLong contentLength() {
    var told = integer(HttpHeaders.CONTENT_LENGTH);
    return told.isPresent() || isChunked() ? told : OptionalLong.of(0);
  }

  /// Whether bytes follow, however many.
  boolean hasBody() {
    return contentLength().orElse(1) > 0;
  }

  private boolean isChunked() {
    return text("Transfer-Encoding").isPresent();
  }

  /// SHA-256 of the whole; other algorithms are passed over.
  Optional<Digest> digest() {
    return text(REPR_DIGEST)
        .map(value -> {
          var found = SHA_256.matcher(value);
          if (!found.find()) {
            throw new Failure.Invalid(
                REPR_DIGEST,
                "digest.grammar",
                REPR_DIGEST + " must have sha-256=:<44 characters of base64>:");
          }
          return Digest.ofBytes(Base64.getDecoder().decode(found.group(1)));
        });
  }

  private OptionalLong integer(String name) {
    var value = text(name);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!INTEGER.matcher(value.get()).matches()) {
      throw new Failure.Invalid(
          name, "structured.integer", name + " must be a number of bytes, at most 15 digits");
    }
    return OptionalLong.of(Long.parseLong(value.get()));
  }

  private Optional<String> text(String name) {
    @Nullable String value = headers.getHeaderString(name);
    return Optional.ofNullable(value).map(String::strip);
  }
}
