// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.name;

import io.cairn.core.failure.Failure;

/// The bound of long texts: descriptions, cards, reasons. They are kept as given; pages clean them.
public final class Prose {
  private static final int MAX_CHARACTERS = 1 << 20;

  private Prose() {}

  /// @throws Failure.TooLarge if the text has more than 1,048,576 characters; names `field`
  /// @throws Failure.Invalid if it has what no data base can keep; names `field`
  public static void check(String field, String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new Failure.TooLarge(
          field, MAX_CHARACTERS, field + " must be at most 1,048,576 characters");
    }
    if (text.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE)) {
      throw new Failure.Invalid(
          field, "text.control", field + " must not contain NUL or half a surrogate pair");
    }
  }
}
