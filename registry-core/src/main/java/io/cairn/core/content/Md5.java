// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.failure.Failure;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

/// The MD5 of some bytes (RFC 1321): a sum that some clients promise and want back. It is never the
/// name of bytes, since two can be made to have one.
public record Md5(String hex) {
  private static final int HEX_LENGTH = 32;

  public Md5 {
    if (hex.length() != HEX_LENGTH
        || !hex.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
      throw new Failure.Invalid("md5", "md5.grammar", "md5 must be 32 lower-case hex digits");
    }
  }

  public static Md5 ofBytes(byte[] bytes) {
    return new Md5(HexFormat.of().formatHex(bytes));
  }

  /// From base64, as it stands in `Content-MD5`.
  ///
  /// @throws Failure.Invalid if it is no base64 of 16 bytes
  public static Md5 ofBase64(String text) {
    try {
      return ofBytes(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      throw new Failure.Invalid("md5", "md5.grammar", "md5 must be base64 of 16 bytes");
    }
  }

  public static Md5 of(byte[] content) {
    return ofBytes(digester().digest(content));
  }

  /// What takes the sum of bytes as they pass.
  public static MessageDigest digester() {
    return Digest.messageDigest("MD5");
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  public String base64() {
    return Base64.getEncoder().encodeToString(bytes());
  }
}
