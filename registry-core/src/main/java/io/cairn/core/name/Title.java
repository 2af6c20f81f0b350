// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.name;

import io.cairn.core.failure.Failure;
import java.text.Normalizer;

/// What people see beside or instead of a name: any text of 1 to 256 code points in NFC, without
/// control or direction-changing characters and without outer blanks.
public record Title(String text) {
  private static final int MAX_CODE_POINTS = 256;

  public Title {
    text = check("title", text);
  }

  /// A text of this grammar given in the field `field` of a request; a refusal names that field.
  public static Title of(String field, String text) {
    return new Title(check(field, text));
  }

  @Override
  public String toString() {
    return text;
  }

  private static String check(String field, String given) {
    var text = Normalizer.normalize(given, Normalizer.Form.NFC);
    if (text.isEmpty()
        || text.codePointCount(0, text.length()) > MAX_CODE_POINTS
        || Texts.hasOuterBlank(text)
        || text.codePoints().anyMatch(Texts::isHiddenOrControl)) {
      throw new Failure.Invalid(
          field,
          "title.grammar",
          field
              + " must be 1 to 256 characters without control or direction characters and without"
              + " blanks at its ends");
    }
    return text;
  }
}
