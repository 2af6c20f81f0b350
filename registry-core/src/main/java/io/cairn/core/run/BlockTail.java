// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import java.util.List;
import java.util.TreeMap;

/// Puts the records of a block together as [BlockLines] does, and keeps the last ones of them.
final class BlockTail {
  private final TreeMap<Long, String> byLine = new TreeMap<>();
  private final long maxCharacters;
  private long characters;
  private long after = -1;

  /// As many lines as have `maxCharacters`, and one at least.
  BlockTail(long maxCharacters) {
    this.maxCharacters = maxCharacters;
  }

  /// Adds a record, as [RecordText], that was written later than all before it.
  void add(String text) {
    var line = RecordText.lineOf(text);
    if (line <= after) {
      return;
    }
    var old = byLine.put(line, text);
    characters += text.length() - (old == null ? 0 : old.length());
    while (characters > maxCharacters && byLine.size() > 1) {
      var first = byLine.pollFirstEntry();
      characters -= first.getValue().length();
      // Also a later record of that line must stay out now.
      after = first.getKey();
    }
  }

  /// By line.
  List<String> lines() {
    return List.copyOf(byLine.values());
  }
}
