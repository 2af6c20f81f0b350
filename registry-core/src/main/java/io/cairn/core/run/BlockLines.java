// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Puts the records of a block together, in the order in which they were written, and keeps no more
/// of them in memory than a page may hold: the first ones beyond a line.
final class BlockLines {
  private final TreeMap<Long, String> byLine = new TreeMap<>();
  private final long after;
  private final long maxCharacters;
  private long characters;
  private long before = Long.MAX_VALUE;

  /// Of the lines beyond `after`, as many as have `maxCharacters`, and one at least.
  BlockLines(long after, long maxCharacters) {
    this.after = after;
    this.maxCharacters = maxCharacters;
  }

  /// Adds a record, as [RecordText], that was written later than all before it.
  void add(String text) {
    var line = RecordText.lineOf(text);
    if (line <= after || line >= before) {
      return;
    }
    var old = byLine.put(line, text);
    characters += text.length() - (old == null ? 0 : old.length());
    while (characters > maxCharacters && byLine.size() > 1) {
      var last = byLine.pollLastEntry();
      characters -= last.getValue().length();
      // Also a later record of that line must stay out now.
      before = last.getKey();
    }
  }

  SortedMap<Long, String> byLine() {
    return Collections.unmodifiableSortedMap(byLine);
  }

  /// Whether the block has lines beyond these.
  boolean isCut() {
    return before != Long.MAX_VALUE;
  }
}
