// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.name;

/// Which code points may stand in text that people read.
final class Texts {
  private Texts() {}

  /// Control characters, format characters that turn the direction of writing or have no width,
  /// line separators, surrogates without a partner and unassigned code points.
  static boolean isHiddenOrControl(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      // U+200C and U+200D join letters in several scripts and emoji; all other format characters
      // (bidi marks, zero-width blanks, tags) only deceive.
      case Character.FORMAT -> codePoint != 0x200C && codePoint != 0x200D;
      default -> false;
    };
  }

  static boolean hasOuterBlank(String text) {
    return !text.isEmpty()
        && (isBlank(text.codePointAt(0)) || isBlank(text.codePointBefore(text.length())));
  }

  private static boolean isBlank(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }
}
