// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Where an object of a bucket is: `s3://bucket/key?versionId=…`, `gs://bucket/key?generation=…`.
///
/// In the text of a key `%`, `?`, `#`, blanks and control characters stand as `%` and two hex
/// digits; all other characters stand for themselves.
///
/// @param key as the store has it; empty, or ending in `/`, for what begins so
/// @param version one of several that the store keeps under the key
public record ObjectUri(String scheme, String bucket, String key, Optional<String> version) {
  private static final Set<String> SCHEMES = Set.of("s3", "gs");
  private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{1,221}");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._-]{1,1024}");

  /// True if the text begins as one of these.
  public static boolean isOne(String uri) {
    return SCHEMES.contains(schemeOf(uri));
  }

  /// What stands before the first `:`, in lower case.
  public static String schemeOf(String uri) {
    return uri.substring(0, Math.max(0, uri.indexOf(':'))).toLowerCase(Locale.ROOT);
  }

  /// @throws StoreException if the text is no such URI
  public static ObjectUri parse(String uri) throws StoreException {
    var scheme = schemeOf(uri);
    if (!SCHEMES.contains(scheme) || !uri.startsWith("//", scheme.length() + 1)) {
      throw wrong(uri, "write s3://bucket/key or gs://bucket/key");
    }
    var rest = uri.substring(scheme.length() + 3);
    var version = Optional.<String>empty();
    var mark = endOfKey(rest);
    if (mark < rest.length()) {
      version = Optional.of(version(uri, scheme, rest.substring(mark)));
      rest = rest.substring(0, mark);
    }
    var slash = rest.indexOf('/');
    var bucket = slash < 0 ? rest : rest.substring(0, slash);
    if (!BUCKET.matcher(bucket).matches()) {
      throw wrong(uri, "'" + bucket + "' is no name of a bucket");
    }
    return new ObjectUri(scheme, bucket, decode(uri, rest.substring(bucket.length())), version);
  }

  public ObjectUri withKey(String other) {
    return new ObjectUri(scheme, bucket, other, Optional.empty());
  }

  public ObjectUri withVersion(Optional<String> other) {
    return new ObjectUri(scheme, bucket, key, other);
  }

  /// True if it names all that begins so, and not one object.
  public boolean isPrefix() {
    return key.isEmpty() || key.endsWith("/");
  }

  /// As it is recorded.
  public String text() {
    var text = new StringBuilder(scheme).append("://").append(bucket).append('/');
    key.codePoints().forEach(c -> append(text, c));
    version.ifPresent(
        v -> text.append(scheme.equals("s3") ? "?versionId=" : "?generation=").append(v));
    return text.toString();
  }

  private static int endOfKey(String rest) {
    var question = rest.indexOf('?');
    var hash = rest.indexOf('#');
    return Math.min(question < 0 ? rest.length() : question, hash < 0 ? rest.length() : hash);
  }

  private static String version(String uri, String scheme, String tail) throws StoreException {
    var name = scheme.equals("s3") ? "?versionId=" : "?generation=";
    var isHash = scheme.equals("gs") && tail.startsWith("#");
    var version =
        tail.startsWith(name) ? tail.substring(name.length()) : isHash ? tail.substring(1) : "";
    if (!VERSION.matcher(version).matches()) {
      throw wrong(
          uri, "after the key may stand " + name + "…; a '?' or '#' in a key is %3F or %23");
    }
    return version;
  }

  private static String decode(String uri, String slashAndKey) throws StoreException {
    var text = slashAndKey.isEmpty() ? "" : slashAndKey.substring(1);
    if (text.indexOf('%') < 0) {
      return text;
    }
    var bytes = new ByteArrayOutputStream();
    for (var i = 0; i < text.length(); ) {
      var c = text.codePointAt(i);
      if (c != '%') {
        bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(c);
        continue;
      }
      if (i + 3 > text.length() || !text.substring(i + 1, i + 3).matches("[0-9A-Fa-f]{2}")) {
        throw wrong(uri, "after '%' stand two hex digits; a '%' in a key is %25");
      }
      bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
      i += 3;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException _) {
      throw wrong(uri, "what its '%' stand for is no UTF-8");
    }
  }

  private static void append(StringBuilder text, int c) {
    var type = Character.getType(c);
    if (c == '%' || c == '?' || c == '#' || type == Character.CONTROL || Character.isSpaceChar(c)) {
      for (var b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
        text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    } else {
      text.appendCodePoint(c);
    }
  }

  private static StoreException wrong(String uri, String why) {
    return new StoreException(StoreException.Why.URI, "'" + uri + "' is no place: " + why);
  }
}
