// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import java.util.Collection;
import java.util.stream.Collectors;

/// Which of the known words somebody may have meant.
final class Near {
  private static final int MAX_EDITS = 2;
  private static final int MAX_NAMED = 3;

  private Near() {}

  /// `; did you mean log?`, or nothing if no word is near. A word is near if it begins with what
  /// was given, or two letters make the one out of the other.
  static String of(String given, Collection<String> known) {
    var near =
        known.stream()
            .filter(word -> isNear(given, word))
            .sorted()
            .limit(MAX_NAMED)
            .collect(Collectors.joining(" or "));
    return near.isEmpty() ? "" : "; did you mean " + near + "?";
  }

  private static boolean isNear(String given, String word) {
    var edits = Math.min(MAX_EDITS, Math.max(1, bare(word) / 3));
    return bare(word) > 1
        && (word.startsWith(given) && bare(given) > 1 || edits(given, word) <= edits);
  }

  private static int bare(String word) {
    return word.replace("-", "").length();
  }

  /// Letters to put in, take out or change (Levenshtein).
  private static int edits(String from, String to) {
    var above = new int[to.length() + 1];
    for (var j = 0; j <= to.length(); j++) {
      above[j] = j;
    }
    for (var i = 1; i <= from.length(); i++) {
      var row = new int[to.length() + 1];
      row[0] = i;
      for (var j = 1; j <= to.length(); j++) {
        var change = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[to.length()];
  }
}
