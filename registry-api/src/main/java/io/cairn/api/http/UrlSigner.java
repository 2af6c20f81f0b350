// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Writes words into a URL so that nobody else can (security rule U1): each with its length before
/// it, and an HMAC-SHA256 over all, by a key made for this purpose alone.
public final class UrlSigner {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int MAX_TOKEN_CHARACTERS = 8_192;

  private final SecretKeySpec key;

  /// @param secret at least 32 bytes
  /// @param purpose what the signatures are for; those of another purpose are worth nothing
  public UrlSigner(byte[] secret, String purpose) {
    if (secret.length < 32) {
      throw new IllegalArgumentException("a signing secret has at least 32 bytes");
    }
    this.key =
        new SecretKeySpec(
            hmac(new SecretKeySpec(secret, ALGORITHM), purpose.getBytes(StandardCharsets.UTF_8)),
            ALGORITHM);
  }

  /// Characters that need no escape in a URL.
  public String sign(List<String> words) {
    var payload = new ByteArrayOutputStream();
    for (var word : words) {
      var bytes = word.getBytes(StandardCharsets.UTF_8);
      payload.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      payload.writeBytes(bytes);
    }
    var encoder = Base64.getUrlEncoder().withoutPadding();
    return encoder.encodeToString(payload.toByteArray())
        + "."
        + encoder.encodeToString(hmac(key, payload.toByteArray()));
  }

  /// The words of a token; empty if it is none of ours.
  public Optional<List<String>> read(String token) {
    var dot = token.indexOf('.');
    if (dot < 0 || token.length() > MAX_TOKEN_CHARACTERS) {
      return Optional.empty();
    }
    try {
      var payload = Base64.getUrlDecoder().decode(token.substring(0, dot));
      var signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
      return MessageDigest.isEqual(signature, hmac(key, payload))
          ? Optional.of(words(ByteBuffer.wrap(payload)))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Signed by us, so in order.
  private static List<String> words(ByteBuffer payload) {
    var words = new ArrayList<String>();
    while (payload.hasRemaining()) {
      var bytes = new byte[payload.getInt()];
      payload.get(bytes);
      words.add(new String(bytes, StandardCharsets.UTF_8));
    }
    return words;
  }

  private static byte[] hmac(SecretKeySpec key, byte[] message) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is part of every Java platform", e);
    }
  }
}
