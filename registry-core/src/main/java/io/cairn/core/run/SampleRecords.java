// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.ScalarScan;
import io.cairn.core.name.Name;
import io.cairn.core.name.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// Few whole records of a stream of a run, evenly spread; the first and the last among them. Reads
/// each record once, a part of a block at a time: memory is flat however long the run is. For lines
/// of one metric that shall look like the whole there is [SampleHistory].
public final class SampleRecords {
  public static final int MAX_SAMPLES = 10_000;
  private static final int MAX_PART_CHARACTERS = 4 << 20;

  private final Facts facts;
  private final RunDoor door;

  public SampleRecords(Facts facts, RunDoor door) {
    this.facts = facts;
    this.door = door;
  }

  /// @param keys only records that have all of these
  /// @param samples 1 to 10,000
  public record Wanted(Name stream, Set<String> keys, HistoryRange range, int samples) {
    public Wanted {
      keys = Set.copyOf(keys);
      if (samples < 1 || samples > MAX_SAMPLES) {
        throw new Failure.Invalid(
            "samples", "samples.range", "samples must be from 1 to " + MAX_SAMPLES);
      }
    }
  }

  /// All of them if they are not more than were wanted.
  ///
  /// @throws Failure.NotFound if there is no such run that the actor may read
  public List<RecordText> run(Principal actor, RunPath path, Wanted wanted) {
    var run = facts.read(reading -> door.require(reading, actor, path, Permission.READ).run().id());
    var spread = new Spread(wanted.samples());
    var after = OptionalLong.of(wanted.range().firstLine() - 1);
    while (after.isPresent()) {
      after = part(run, wanted, after.getAsLong(), spread);
    }
    return spread.records();
  }

  /// @return the line behind which the next part begins, if there may be one
  private OptionalLong part(RunId run, Wanted wanted, long after, Spread spread) {
    return facts.read(reading -> {
      var from = History.blockOf(after + 1);
      var block = History.nextBlock(reading, run, wanted.stream(), from, wanted.range());
      if (block.isEmpty() || History.firstLine(block.getAsLong()) > wanted.range().lastLine()) {
        return OptionalLong.empty();
      }
      var number = block.getAsLong();
      var lines = History.block(reading, run, wanted.stream(), number, after, MAX_PART_CHARACTERS);
      for (var text : lines.byLine().values()) {
        var entry = RecordText.parse(text);
        if (wanted.range().contains(entry.line(), entry.step(), entry.micros())
            && hasAll(entry, wanted.keys())) {
          spread.add(entry);
        }
      }
      return OptionalLong.of(
          lines.isCut() ? lines.byLine().lastKey() : History.firstLine(number + 1) - 1);
    });
  }

  private static boolean hasAll(RecordText entry, Set<String> keys) {
    return keys.isEmpty() || ScalarScan.keys(entry.values(), keys) == keys.size();
  }

  /// Keeps each so-manieth record; where they become too many, half of them go.
  static final class Spread {
    private static final long MAX_CHARACTERS = 64 << 20;

    private final int samples;
    private List<RecordText> kept = new ArrayList<>();
    private long stride = 1;
    private long seen;
    private long characters;
    private RecordText last = new RecordText(0, 0, 0, "{}");

    Spread(int samples) {
      this.samples = samples;
    }

    void add(RecordText entry) {
      last = entry;
      if (seen++ % stride == 0) {
        kept.add(entry);
        characters += entry.values().length();
        if (kept.size() > 2 * samples || characters > MAX_CHARACTERS && kept.size() > 1) {
          halve();
        }
      }
    }

    private void halve() {
      var half = new ArrayList<RecordText>();
      for (var i = 0; i < kept.size(); i += 2) {
        half.add(kept.get(i));
      }
      kept = half;
      stride *= 2;
      characters = kept.stream().mapToLong(entry -> entry.values().length()).sum();
    }

    List<RecordText> records() {
      var all = new ArrayList<>(kept);
      if (seen > 0 && !all.getLast().equals(last)) {
        all.add(last);
      }
      if (all.size() <= samples) {
        return all;
      }
      var chosen = new ArrayList<RecordText>();
      for (var i = 0L; i < samples; i++) {
        var at = samples == 1 ? all.size() - 1 : i * (all.size() - 1) / (samples - 1);
        chosen.add(all.get((int) at));
      }
      return chosen;
    }
  }
}
