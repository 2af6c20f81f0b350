// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.name;

import io.cairn.core.failure.Failure;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/// The path of a file inside a version: relative, `/` between segments, NFC.
///
/// At most 1,024 bytes of UTF-8, 255 a segment, 64 segments. Refused: absolute, empty, `.` or `..`
/// segments, `\`, control characters. Windows device names, trailing dots and `C:x` are legal here;
/// a client on a file system that cannot hold them refuses them by name.
public record FilePath(String text) {
  private static final int MAX_BYTES = 1_024;
  private static final int MAX_SEGMENT_BYTES = 255;
  private static final int MAX_SEGMENTS = 64;

  public FilePath {
    text = Normalizer.normalize(text, Normalizer.Form.NFC);
    if (text.isEmpty()) {
      throw refuse("path.empty", "path must not be empty");
    }
    if (text.indexOf('\\') >= 0) {
      throw refuse("path.backslash", "path must use '/', not '\\': " + shown(text));
    }
    if (text.codePoints().anyMatch(FilePath::isControlOrBroken)) {
      throw refuse("path.control", "path must not contain control characters: " + shown(text));
    }
    if (utf8Length(text) > MAX_BYTES) {
      throw refuse("path.length", "path must be at most 1,024 bytes: " + shown(text));
    }
    var segments = text.split("/", -1);
    if (segments.length > MAX_SEGMENTS) {
      throw refuse("path.depth", "path must have at most 64 segments: " + shown(text));
    }
    for (var segment : segments) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw refuse(
            "path.segment",
            "path must be relative, without empty, '.' or '..' segments: " + shown(text));
      }
      if (utf8Length(segment) > MAX_SEGMENT_BYTES) {
        throw refuse("path.segment-length", "a segment must be at most 255 bytes: " + shown(text));
      }
    }
  }

  @Override
  public String toString() {
    return text;
  }

  private static boolean isControlOrBroken(int codePoint) {
    var type = Character.getType(codePoint);
    return type == Character.CONTROL || type == Character.SURROGATE;
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String shown(String text) {
    var head = text.length() > 80 ? text.substring(0, 80) + "…" : text;
    return "'"
        + head.codePoints()
            .filter(c -> !isControlOrBroken(c))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        + "'";
  }

  private static Failure.Invalid refuse(String rule, String message) {
    return new Failure.Invalid("path", rule, message);
  }
}
