// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.name;

import io.cairn.core.failure.Failure;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// The text of an alias or a tag.
///
/// NFC, 1 to 128 code points, without `/ : @ ~ % # ? \`, control or direction characters or outer
/// blanks; never `v<digits>`, never a full digest. Looked up by [#key()], without regard to case;
/// the spelling is kept.
public record Label(String text) {
  private static final int MAX_CODE_POINTS = 128;
  private static final Pattern INDEX = Pattern.compile("[vV][0-9]+");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-fA-F]{64}");
  private static final String FORBIDDEN = "/:@~%#?\\";

  public Label {
    text = check("alias", text);
  }

  /// A label given in the field `field` of a request; a refusal names that field.
  public static Label of(String field, String text) {
    return new Label(check(field, text));
  }

  /// Two labels with one key are the same label.
  public String key() {
    return text.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return text;
  }

  private static String check(String field, String given) {
    var text = Normalizer.normalize(given, Normalizer.Form.NFC);
    if (text.isEmpty() || text.codePointCount(0, text.length()) > MAX_CODE_POINTS) {
      throw new Failure.Invalid(field, "label.length", field + " must be 1 to 128 characters");
    }
    if (text.codePoints().anyMatch(c -> FORBIDDEN.indexOf(c) >= 0 || Texts.isHiddenOrControl(c))
        || Texts.hasOuterBlank(text)) {
      throw new Failure.Invalid(
          field,
          "label.grammar",
          field
              + " must not contain / : @ ~ % # ? \\ nor control or direction characters, nor begin"
              + " or end with a blank");
    }
    if (INDEX.matcher(text).matches()) {
      throw new Failure.Invalid(
          field,
          "label.index",
          field + " '" + text + "' reads as a version number; use an alias such as 'best'");
    }
    if (DIGEST.matcher(text).matches()) {
      throw new Failure.Invalid(
          field, "label.digest", field + " must not be a digest; digests name versions already");
    }
    return text;
  }
}
