// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import io.cairn.core.name.RunId;
import io.cairn.core.series.SampleMethod;
import io.cairn.core.series.SampledSeries;
import io.cairn.core.series.Sampler;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// The metrics of a stream of a run, each made few points. Reads all records once, a part of a
/// block at a time: memory is flat however long the run is.
public final class SampleHistory {
  private static final int MAX_PART_CHARACTERS = 4 << 20;

  private final Facts facts;
  private final RunDoor door;

  public SampleHistory(Facts facts, RunDoor door) {
    this.facts = facts;
    this.door = door;
  }

  /// @param keys the metrics wanted; if there are none, all, up to what an answer holds
  public record Wanted(
      Name stream, Set<String> keys, HistoryRange range, SampleMethod method, int samples) {
    public Wanted {
      keys = Collections.unmodifiableSet(new LinkedHashSet<>(keys));
    }
  }

  /// @param isTooMany whether there are more metrics than an answer holds
  public record Sampled(List<SampledSeries> series, boolean isTooMany) {
    public Sampled {
      series = List.copyOf(series);
    }
  }

  /// @throws Failure.NotFound if there is no such run that the actor may read
  /// @throws Failure.Invalid if more points are wanted than an answer holds
  public Sampled run(Principal actor, RunPath path, Wanted wanted) {
    var sampler = new Sampler(wanted.method(), wanted.samples(), wanted.keys());
    var scan = new MetricScan(wanted.range(), wanted.keys(), sampler);
    var run = facts.read(reading -> door.require(reading, actor, path, Permission.READ).run().id());
    var after = wanted.range().firstLine() - 1;
    while (true) {
      var part = part(run, wanted, after);
      part.lines().forEach(scan::read);
      if (part.next().isEmpty()) {
        return new Sampled(sampler.finish(), sampler.isTooMany());
      }
      after = part.next().getAsLong();
    }
  }

  /// Some records as [RecordText], and the line behind which the next part begins, if there may be
  /// one.
  private record Part(List<String> lines, OptionalLong next) {}

  private Part part(RunId run, Wanted wanted, long after) {
    return facts.read(reading -> {
      var from = History.blockOf(after + 1);
      var block = History.nextBlock(reading, run, wanted.stream(), from, wanted.range());
      if (block.isEmpty() || History.firstLine(block.getAsLong()) > wanted.range().lastLine()) {
        return new Part(List.of(), OptionalLong.empty());
      }
      var number = block.getAsLong();
      var lines = History.block(reading, run, wanted.stream(), number, after, MAX_PART_CHARACTERS);
      var next = lines.isCut() ? lines.byLine().lastKey() : History.firstLine(number + 1) - 1;
      return new Part(List.copyOf(lines.byLine().values()), OptionalLong.of(next));
    });
  }
}
