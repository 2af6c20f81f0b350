// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.failure.Failure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The SHA-256 of some bytes (FIPS 180-4), which is their name everywhere: 64 lower-case hex
/// digits.
///
/// Since only these 64 characters are ever inside, a digest is safe to build a file name from.
public record Digest(String hex) implements Comparable<Digest> {
  private static final String PREFIX = "sha256:";
  private static final int HEX_LENGTH = 64;

  public Digest {
    check("digest", hex);
  }

  /// A digest given in the field `field` of a request, as `sha256:<hex>` or bare hex; a refusal
  /// names that field.
  public static Digest parse(String field, String text) {
    var hex = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
    check(field, hex);
    return new Digest(hex);
  }

  /// As [#parse(String, String)], for the field `digest`.
  public static Digest parse(String text) {
    return parse("digest", text);
  }

  /// From the 32 bytes of a finished SHA-256.
  public static Digest ofBytes(byte[] sha256) {
    return new Digest(HexFormat.of().formatHex(sha256));
  }

  /// The digest of bytes that are in memory. Larger content goes through a [Hasher].
  public static Digest hash(byte[] content) {
    var hasher = new Hasher();
    hasher.update(content, 0, content.length);
    return hasher.finish();
  }

  /// The 32 bytes.
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  /// Whether both name the same bytes; takes the same time for every pair.
  public boolean matches(Digest other) {
    return MessageDigest.isEqual(
        hex.getBytes(StandardCharsets.US_ASCII), other.hex.getBytes(StandardCharsets.US_ASCII));
  }

  /// Order of the hex digits, in which stores list their blobs.
  @Override
  public int compareTo(Digest other) {
    return hex.compareTo(other.hex);
  }

  /// `sha256:<hex>`, the form for the wire and for people.
  @Override
  public String toString() {
    return PREFIX + hex;
  }

  private static void check(String field, String hex) {
    if (hex.length() != HEX_LENGTH || !hex.chars().allMatch(Digest::isHexDigit)) {
      throw new Failure.Invalid(
          field,
          "digest.grammar",
          field + " must be 'sha256:' and 64 lower-case hex digits, or the 64 digits alone");
    }
  }

  private static boolean isHexDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  /// Hashes bytes as they pass. Not thread safe; used once.
  public static final class Hasher {
    private final MessageDigest sha256 = messageDigest("SHA-256");

    public void update(byte[] buffer, int offset, int length) {
      sha256.update(buffer, offset, length);
    }

    /// The digest of all bytes so far; the hasher begins anew.
    public Digest finish() {
      return ofBytes(sha256.digest());
    }
  }

  static MessageDigest messageDigest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(algorithm + " is part of every Java platform", e);
    }
  }
}
