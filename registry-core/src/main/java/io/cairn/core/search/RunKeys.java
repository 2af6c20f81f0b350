// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.search;

import io.cairn.core.run.RunFields;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The keys that a search over runs knows, and the names of the values behind them.
final class RunKeys {
  static final String SORTABLE =
      "id, title, state, group, jobType, createdBy, createdAt, finishedAt, duration, exitCode,"
          + " parent, config.… or summary.…";
  private static final Set<String> OWN =
      Set.of(
          RunFields.ID,
          RunFields.TITLE,
          RunFields.STATE,
          RunFields.GROUP,
          RunFields.JOB_TYPE,
          RunFields.CREATED_BY,
          RunFields.CREATED_AT,
          RunFields.FINISHED_AT,
          RunFields.DURATION,
          RunFields.EXIT_CODE,
          RunFields.PARENT);
  private static final Map<String, String> OTHER_WORDS =
      Map.of("user", RunFields.CREATED_BY, "name", RunFields.ID, "startedAt", RunFields.CREATED_AT);

  private RunKeys() {}

  /// The name of the value that a key means; `tag` for tags, which are many; empty for none.
  static Optional<String> name(String key) {
    var word = OTHER_WORDS.getOrDefault(key, key);
    var isKnown =
        OWN.contains(word)
            || word.equals("tag")
            || isBelow(word, "config.")
            || isBelow(word, "summary.");
    return isKnown ? Optional.of(word) : Optional.empty();
  }

  static boolean isTime(String name) {
    return name.equals(RunFields.CREATED_AT) || name.equals(RunFields.FINISHED_AT);
  }

  /// Runs are numbered in the order in which they began.
  static boolean isBegin(String name) {
    return name.equals(RunFields.CREATED_AT);
  }

  private static boolean isBelow(String word, String outer) {
    return word.startsWith(outer) && word.length() > outer.length();
  }
}
