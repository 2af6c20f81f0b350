// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.core.content.ManifestEntry.ReferenceEntry;
import io.cairn.core.content.Md5;
import io.cairn.core.name.FilePath;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The SDK's references in our words. It writes the key of an object as it is, where ours is a URI;
/// the object's version beside it, where ours is part of that; and 0 for a size that it does not
/// know.
final class Outside {
  private static final Pattern OBJECT = Pattern.compile("(s3|gs)://([^/]*)/?(.*)", Pattern.DOTALL);
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._-]{1,1024}");
  private static final Pattern BLANK = Pattern.compile("\\s");
  private static final int MAX_CHECKSUM = 1_024;

  private Outside() {}

  static ReferenceEntry of(WandbEntry entry, FilePath path) {
    var uri = uri(entry);
    var checksum = checksum(entry, uri);
    return new ReferenceEntry(path, size(entry, checksum), uri, checksum);
  }

  private static String uri(WandbEntry entry) {
    var ref = entry.ref().orElseThrow();
    var object = OBJECT.matcher(ref);
    if (!object.matches()) {
      return BLANK.matcher(ref).replaceAll("%20");
    }
    var uri = new StringBuilder(object.group(1)).append("://").append(object.group(2)).append('/');
    object.group(3).codePoints().forEach(c -> append(uri, c));
    version(entry)
        .ifPresent(version ->
            uri.append(object.group(1).equals("s3") ? "?versionId=" : "?generation=")
                .append(version));
    return uri.toString();
  }

  /// The number of a generation comes as a text or as a number.
  private static Optional<String> version(WandbEntry entry) {
    return Optional.ofNullable(entry.extra().get("versionID"))
        .map(Object::toString)
        .filter(text -> VERSION.matcher(text).matches());
  }

  private static void append(StringBuilder uri, int c) {
    var type = Character.getType(c);
    if (c == '%' || c == '?' || c == '#' || type == Character.CONTROL || Character.isSpaceChar(c)) {
      for (var b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
        uri.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    } else {
      uri.appendCodePoint(c);
    }
  }

  /// What nobody looked at has no size, nor has what only another server's artifact holds.
  private static OptionalLong size(WandbEntry entry, Optional<String> checksum) {
    var isKnown =
        checksum.isPresent() && !entry.ref().orElseThrow().startsWith("wandb-artifact://");
    return isKnown || entry.sizeBytes().orElse(0) > 0 ? entry.sizeBytes() : OptionalLong.empty();
  }

  private static Optional<String> checksum(WandbEntry entry, String uri) {
    var digest = entry.digest();
    if (digest.isEmpty() || digest.equals(entry.ref().orElse("")) || digest.equals(uri)) {
      return Optional.empty();
    }
    var kind =
        entry.extra().containsKey("etag")
            ? "etag:"
            : uri.startsWith("file:") && isMd5(digest) ? "md5:" : "";
    var text = kind.equals("md5:") ? kind + Md5.ofBase64(digest).hex() : kind + digest;
    return Optional.of(text).filter(some -> some.length() <= MAX_CHECKSUM);
  }

  private static boolean isMd5(String digest) {
    return digest.matches("[A-Za-z0-9+/]{22}==");
  }
}
