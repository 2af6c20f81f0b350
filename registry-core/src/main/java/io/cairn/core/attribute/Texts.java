// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.attribute;

import java.util.Locale;

/// What is kept of a text to find it by.
final class Texts {
  private static final int MAX_KEPT = 2_000;
  private static final int MAX_FOLD = 200;

  private Texts() {}

  /// Its first 2,000 characters, without what PostgreSQL cannot keep.
  static String kept(String text) {
    return cut(clean(text), MAX_KEPT);
  }

  /// How it begins, in small letters: what the index is ordered by.
  static String fold(String text) {
    return cut(small(cut(text, MAX_FOLD)), MAX_FOLD);
  }

  static String small(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  static String clean(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
  }

  /// Never through a pair of surrogates.
  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    var end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    return text.substring(0, end);
  }
}
