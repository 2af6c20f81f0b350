// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Name;
import io.cairn.core.name.RunId;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The records of a stream of a run, by line.
///
/// A page is cut at its limit, at 8 MiB of records, and after 64 blocks of 1,024 lines: so a page
/// may hold few records, or none, and still have a next one.
public final class ReadHistory {
  private static final int MAX_PAGE_CHARACTERS = 8 << 20;
  private static final int MAX_BLOCKS = 64;

  private final Facts facts;
  private final RunDoor door;

  public ReadHistory(Facts facts, RunDoor door) {
    this.facts = facts;
    this.door = door;
  }

  /// @param keys if any, only these values, of records that have at least one of them
  /// @param range only records of this part; others are passed over
  public record Wanted(Name stream, Set<String> keys, HistoryRange range) {
    public Wanted {
      keys = Set.copyOf(keys);
    }
  }

  /// @throws Failure.NotFound if there is no such run that the actor may read
  public Page<HistoryRecord> run(Principal actor, RunPath path, Wanted wanted, PageRequest page) {
    return read(actor, path, wanted, page, entry -> selected(entry.record(), wanted.keys()));
  }

  /// As [#run], but with the values as the text in which they are kept: several times as fast,
  /// where they only go on to somebody else.
  ///
  /// @throws Failure.NotFound if there is no such run that the actor may read
  public Page<RecordText> texts(Principal actor, RunPath path, Wanted wanted, PageRequest page) {
    return read(
        actor,
        path,
        wanted,
        page,
        entry ->
            wanted.keys().isEmpty()
                ? Optional.of(entry)
                : selected(entry.record(), wanted.keys()).map(RecordText::of));
  }

  private <T> Page<T> read(
      Principal actor,
      RunPath path,
      Wanted wanted,
      PageRequest page,
      Function<RecordText, Optional<T>> selection) {
    return facts.read(reading -> {
      var run = door.require(reading, actor, path, Permission.READ).run();
      return read(reading, run.id(), wanted, page, selection);
    });
  }

  private static <T> Page<T> read(
      Reading reading,
      RunId run,
      Wanted wanted,
      PageRequest page,
      Function<RecordText, Optional<T>> selection) {
    var records = new ArrayList<T>();
    var stream = wanted.stream();
    var range = wanted.range();
    var after = Math.max(page.afterSeq(-1), range.firstLine() - 1);
    var characters = 0;
    var block = History.nextBlock(reading, run, stream, History.blockOf(after + 1), range);
    for (var blocks = 0; block.isPresent(); blocks++) {
      if (History.firstLine(block.getAsLong()) > range.lastLine()) {
        break;
      }
      if (blocks == MAX_BLOCKS) {
        return new Page<>(records, Optional.of(Cursor.of(after)));
      }
      var room = MAX_PAGE_CHARACTERS - characters;
      var lines = History.block(reading, run, stream, block.getAsLong(), after, room);
      for (var text : lines.byLine().entrySet()) {
        if (records.size() == page.limit() || characters > MAX_PAGE_CHARACTERS) {
          return new Page<>(records, Optional.of(Cursor.of(after)));
        }
        characters += text.getValue().length();
        var entry = RecordText.parse(text.getValue());
        if (range.contains(entry.line(), entry.step(), entry.micros())) {
          selection.apply(entry).ifPresent(records::add);
        }
        after = text.getKey();
      }
      if (lines.isCut()) {
        return new Page<>(records, Optional.of(Cursor.of(after)));
      }
      block = History.nextBlock(reading, run, stream, block.getAsLong() + 1, range);
    }
    return new Page<>(records, Optional.empty());
  }

  private static Optional<HistoryRecord> selected(HistoryRecord entry, Set<String> keys) {
    if (keys.isEmpty()) {
      return Optional.of(entry);
    }
    var values = new LinkedHashMap<String, @Nullable Object>(entry.values().members());
    values.keySet().retainAll(keys);
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new HistoryRecord(
                entry.line(), entry.step(), entry.at(), JsonObject.of("values", values)));
  }
}
