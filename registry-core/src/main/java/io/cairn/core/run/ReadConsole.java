// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import io.cairn.core.name.RunId;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What a run wrote to its console: the stream `console`, whose records have the values `text` and
/// `stream` (`stdout` or `stderr`).
public final class ReadConsole {
  public static final Name CONSOLE = new Name("console");
  public static final int MAX_TAIL = 10_000;
  private static final int MAX_TAIL_CHARACTERS = 8 << 20;
  private static final ReadHistory.Wanted ALL =
      new ReadHistory.Wanted(CONSOLE, Set.of(), HistoryRange.ALL);

  private final Facts facts;
  private final RunDoor door;
  private final ReadHistory history;

  public ReadConsole(Facts facts, RunDoor door) {
    this.facts = facts;
    this.door = door;
    this.history = new ReadHistory(facts, door);
  }

  /// In their order; a page is cut as one of [ReadHistory] is.
  ///
  /// @throws Failure.NotFound if there is no such run that the actor may read
  public Page<ConsoleLine> run(Principal actor, RunPath path, PageRequest page) {
    return history.texts(actor, path, ALL, page).map(ConsoleLine::of);
  }

  /// The last lines, in their order; fewer if they have more than 8 MiB.
  ///
  /// @throws Failure.Invalid naming `tail` if it is not 1 to 10,000
  /// @throws Failure.NotFound if there is no such run that the actor may read
  public List<ConsoleLine> tail(Principal actor, RunPath path, int count) {
    if (count < 1 || count > MAX_TAIL) {
      throw new Failure.Invalid("tail", "tail.range", "tail must be from 1 to " + MAX_TAIL);
    }
    return facts.read(reading -> {
      var run = door.require(reading, actor, path, Permission.READ).run().id();
      return tail(reading, run, count).reversed().stream()
          .map(RecordText::parse)
          .map(ConsoleLine::of)
          .toList();
    });
  }

  /// The last first.
  private static List<String> tail(Reading reading, RunId run, int count) {
    var last = new ArrayList<String>();
    var characters = 0L;
    var block = History.blockBefore(reading, run, CONSOLE, Long.MAX_VALUE);
    while (block.isPresent() && last.size() < count) {
      var number = block.getAsLong();
      var lines = History.lastLines(reading, run, CONSOLE, number, MAX_TAIL_CHARACTERS);
      for (var text : lines.reversed()) {
        characters += text.length();
        if (last.size() == count || characters > MAX_TAIL_CHARACTERS && !last.isEmpty()) {
          return last;
        }
        last.add(text);
      }
      block = History.blockBefore(reading, run, CONSOLE, number);
    }
    return last;
  }
}
