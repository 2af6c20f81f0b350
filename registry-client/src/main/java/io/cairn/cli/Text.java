// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Pieces of text that many commands print.
final class Text {
  private static final int SHORT_DIGEST = "sha256:".length() + 12;

  private Text() {}

  /// Text of others with control and bidi characters replaced: it cannot steer the terminal.
  static String clean(String text) {
    return text.codePoints()
        .map(c -> isSafe(c) ? c : '?')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isSafe(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL -> codePoint == '\n' || codePoint == '\t';
      case Character.FORMAT -> codePoint == 0x200C || codePoint == 0x200D;
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> false;
      default -> true;
    };
  }

  /// The text member `name` of an object, or nothing.
  static String of(JsonNode node, String name) {
    var value = node.path(name);
    return value.isMissingNode() || value.isNull()
        ? ""
        : value.isValueNode() ? value.asText() : value.toString();
  }

  /// The texts of an array, divided by commas.
  static String list(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return String.join(", ", texts);
  }

  /// `sha256:` and twelve digits: enough for people.
  static String shortDigest(String digest) {
    return digest.length() > SHORT_DIGEST ? digest.substring(0, SHORT_DIGEST) : digest;
  }

  /// `2026-10-01 12:00` of an ISO instant.
  static String minute(String instant) {
    return instant.length() >= 16 ? instant.substring(0, 16).replace('T', ' ') : instant;
  }
}
