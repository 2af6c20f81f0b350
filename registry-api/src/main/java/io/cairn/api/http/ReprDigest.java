// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.cairn.core.content.Digest;
import io.cairn.core.failure.Failure;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The header `Repr-Digest` of a request (RFC 9530 §3): what the bytes that come must hash to.
public final class ReprDigest {
  private static final int SHA256_BYTES = 32;

  private ReprDigest() {}

  /// The SHA-256 that the header names; empty without the header, or if it names other hashes only.
  ///
  /// @throws Failure.Invalid naming `Repr-Digest` if it names one that is none
  public static Optional<Digest> expected(@Nullable String header) {
    if (header == null) {
      return Optional.empty();
    }
    for (var member : header.split(",", -1)) {
      var parts = member.strip().split("=", 2);
      if (parts.length == 2 && parts[0].toLowerCase(Locale.ROOT).equals("sha-256")) {
        return Optional.of(digest(parts[1]));
      }
    }
    return Optional.empty();
  }

  private static Digest digest(String value) {
    if (value.length() > 2 && value.startsWith(":") && value.endsWith(":")) {
      try {
        var bytes = Base64.getDecoder().decode(value.substring(1, value.length() - 1));
        if (bytes.length == SHA256_BYTES) {
          return Digest.ofBytes(bytes);
        }
      } catch (IllegalArgumentException _) {
        // As below.
      }
    }
    throw new Failure.Invalid(
        "Repr-Digest",
        "digest.grammar",
        "Repr-Digest must be 'sha-256=:' and the 32 bytes in base64 and ':'");
  }
}
