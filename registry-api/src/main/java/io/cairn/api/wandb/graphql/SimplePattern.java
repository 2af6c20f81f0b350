// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.graphql;

import io.cairn.core.failure.Failure;
import java.util.ArrayList;
import java.util.List;

/// What can be looked for without a machine that a bad pattern could keep busy: text with `.*` for
/// anything, `^` at its start and `$` at its end. Takes time in proportion to the text.
final class SimplePattern {
  private static final String SPECIAL = "[](){}|+?*^$.";

  private final boolean isAtStart;
  private final boolean isAtEnd;
  private final List<String> parts = new ArrayList<>();

  /// @throws Failure.Invalid naming `filters` if it asks for more
  SimplePattern(String regex) {
    this.isAtStart = regex.startsWith("^");
    this.isAtEnd = regex.endsWith("$") && !regex.endsWith("\\$");
    var inner = regex.substring(isAtStart ? 1 : 0, regex.length() - (isAtEnd ? 1 : 0));
    var part = new StringBuilder();
    for (var i = 0; i < inner.length(); i++) {
      var c = inner.charAt(i);
      if (c == '\\' && i + 1 < inner.length() && !Character.isLetterOrDigit(inner.charAt(i + 1))) {
        part.append(inner.charAt(++i));
      } else if (inner.startsWith(".*", i)) {
        parts.add(part.toString());
        part.setLength(0);
        i++;
      } else if (SPECIAL.indexOf(c) >= 0 || c == '\\') {
        throw new Failure.Invalid(
            "filters",
            "filters.regex",
            "filters: of regular expressions ^, $, .* and \\ before a sign are known here");
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
  }

  boolean isFoundIn(String text) {
    var from = 0;
    for (var i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      var isLast = i == parts.size() - 1;
      if (i == 0 && isAtStart) {
        if (!text.startsWith(part) || isLast && isAtEnd && text.length() != part.length()) {
          return false;
        }
        from = part.length();
      } else if (isLast && isAtEnd) {
        return text.length() - part.length() >= from && text.endsWith(part);
      } else {
        var at = text.indexOf(part, from);
        if (at < 0) {
          return false;
        }
        from = at + part.length();
      }
    }
    return true;
  }
}
