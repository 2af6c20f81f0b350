// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/// The text of an API key: `crn_<kind>_<34 base62>_<6 check>`, 47 characters, all of them word
/// characters. The middle carries 202 random bits; the check is the CRC-32 of what stands before
/// it, in base62, so that a scanner for leaked secrets, and this server, tell a key from a
/// look-alike without asking anybody.
///
/// It is a secret: [#toString()] does not show it.
public final class KeyText {
  /// The regular expression of a key, for scanners.
  public static final String FORM = "crn_[pst]_[0-9A-Za-z]{34}_[0-9A-Za-z]{6}";

  private static final Pattern PATTERN = Pattern.compile(FORM);
  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int SECRET_LENGTH = 34;
  private static final int CHECK_LENGTH = 6;

  /// Clients of the Hugging Face hub want their keys to begin so; what follows is the same key.
  private static final String HUB_PREFIX = "hf_";

  private final String text;

  private KeyText(String text) {
    this.text = text;
  }

  /// A new key. `random` must be a cryptographic generator.
  static KeyText generate(KeyKind kind, RandomGenerator random) {
    var text = new StringBuilder("crn_").append(kind.letter()).append('_');
    for (var i = 0; i < SECRET_LENGTH; i++) {
      text.append(BASE62.charAt(random.nextInt(BASE62.length())));
    }
    return new KeyText(text + "_" + check(text));
  }

  /// The key that this text is, or empty if its form or its check is wrong. Asks no data base.
  public static Optional<KeyText> parse(String given) {
    var text = given.startsWith(HUB_PREFIX) ? given.substring(HUB_PREFIX.length()) : given;
    if (!PATTERN.matcher(text).matches()) {
      return Optional.empty();
    }
    var start = text.length() - CHECK_LENGTH - 1;
    var right = check(text.substring(0, start)).equals(text.substring(start + 1));
    return right ? Optional.of(new KeyText(text)) : Optional.empty();
  }

  /// The key itself: for the one answer that shows it, and for the file of the first admin.
  public String reveal() {
    return text;
  }

  /// The first characters, by which its owner recognises it.
  String prefix() {
    return text.substring(0, 10);
  }

  String lastFour() {
    return text.substring(text.length() - 4);
  }

  /// SHA-256, 32 bytes. A plain hash is enough: the key has more entropy than the hash can lose.
  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return prefix() + "…";
  }

  private static String check(CharSequence body) {
    var crc = new CRC32();
    crc.update(body.toString().getBytes(StandardCharsets.US_ASCII));
    var rest = crc.getValue();
    var digits = new char[CHECK_LENGTH];
    for (var i = CHECK_LENGTH - 1; i >= 0; i--) {
      digits[i] = BASE62.charAt((int) (rest % BASE62.length()));
      rest /= BASE62.length();
    }
    return new String(digits);
  }
}
