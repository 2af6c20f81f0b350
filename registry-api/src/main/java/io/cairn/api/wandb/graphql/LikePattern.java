// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.graphql;

import java.util.List;

/// A pattern with `%` for anything, as in SQL. Takes time in proportion to the text.
public final class LikePattern {
  private final List<String> parts;

  public LikePattern(String pattern) {
    this.parts = List.of(pattern.split("%", -1));
  }

  /// What every text begins with that it matches.
  public String start() {
    return parts.getFirst();
  }

  public boolean matches(String text) {
    if (parts.size() == 1) {
      return text.equals(parts.getFirst());
    }
    var from = parts.getFirst().length();
    if (!text.startsWith(parts.getFirst())) {
      return false;
    }
    for (var part : parts.subList(1, parts.size() - 1)) {
      var at = text.indexOf(part, from);
      if (at < 0) {
        return false;
      }
      from = at + part.length();
    }
    return text.length() - parts.getLast().length() >= from && text.endsWith(parts.getLast());
  }
}
