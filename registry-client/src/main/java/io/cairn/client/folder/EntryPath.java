// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.folder;

import io.cairn.client.folder.FolderException.Why;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;

/// Which paths may stand in a manifest: relative, `/` between segments, NFC, at most 1,024 bytes,
/// 255 a segment, 64 segments; no `.`, `..`, empty segment, `\` or control character.
public final class EntryPath {
  private static final int MAX_BYTES = 1_024;
  private static final int MAX_SEGMENT_BYTES = 255;
  private static final int MAX_SEGMENTS = 64;

  private EntryPath() {}

  /// The path in NFC, the one spelling that a manifest has.
  public static String normal(String path) {
    return Normalizer.isNormalized(path, Normalizer.Form.NFC)
        ? path
        : Normalizer.normalize(path, Normalizer.Form.NFC);
  }

  /// The same path, if it is legal.
  ///
  /// @throws FolderException naming the path and the rule
  public static String check(String path) throws FolderException {
    var wrong = wrong(path);
    if (wrong.isPresent()) {
      throw new FolderException(Why.FOLDER, "'" + shown(path) + "' " + wrong.get());
    }
    return path;
  }

  private static Optional<String> wrong(String path) {
    if (path.indexOf('\\') >= 0) {
      return Optional.of("has a '\\' in its name; rename the file");
    }
    if (path.indexOf('\uFFFD') >= 0) {
      return Optional.of(
          "has a name that cannot be read here; set LC_ALL=C.UTF-8, or rename the file");
    }
    if (path.codePoints().anyMatch(EntryPath::isControlOrBroken)) {
      return Optional.of("has a control character in its name; rename the file");
    }
    if (path.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return Optional.of("is longer than 1,024 bytes");
    }
    var segments = path.split("/", -1);
    if (segments.length > MAX_SEGMENTS) {
      return Optional.of("is more than 64 folders deep");
    }
    for (var segment : segments) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        return Optional.of("is not relative, or has an empty, '.' or '..' part");
      }
      if (segment.getBytes(StandardCharsets.UTF_8).length > MAX_SEGMENT_BYTES) {
        return Optional.of("has a part longer than 255 bytes");
      }
    }
    return Optional.empty();
  }

  private static boolean isControlOrBroken(int codePoint) {
    var type = Character.getType(codePoint);
    return type == Character.CONTROL || type == Character.SURROGATE;
  }

  /// The path with control characters replaced, so that a message cannot steer a terminal.
  public static String shown(String path) {
    var head = path.length() > 200 ? path.substring(0, 200) + "…" : path;
    return head.codePoints()
        .map(c -> isControlOrBroken(c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
