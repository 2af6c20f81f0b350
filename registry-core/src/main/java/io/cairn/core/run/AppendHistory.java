// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Name;
import io.cairn.core.time.Timeline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Appends records to a stream of a run; a line that is there already gets the new record. One
/// batch is one transaction, so all of it is kept or none.
///
/// Records of the stream `metrics` also set the run's summary. Writing after the run has ended is
/// allowed, and is an event.
public final class AppendHistory {
  /// The stream whose last values make the summary.
  public static final Name METRICS = new Name("metrics");

  private static final int MAX_RECORDS = 10_000;
  private static final int MAX_VALUES_CHARACTERS = 1 << 18;

  private final Facts facts;
  private final RunDoor door;
  private final Events events;
  private final Timeline timeline;
  private final SignsOfLife signs;

  public AppendHistory(Facts facts, RunDoor door, Events events, Timeline timeline) {
    this.facts = facts;
    this.door = door;
    this.events = events;
    this.timeline = timeline;
    this.signs = new SignsOfLife(events, timeline);
  }

  /// @param lines how many lines were written
  /// @param nextLine the line that a record without one would get next
  public record Appended(int lines, long nextLine) {}

  /// @param writer which process sends them, where it gives itself a name
  /// @throws Failure.Invalid naming `records` if there are none or more than 10,000
  /// @throws Failure.TooLarge if the values of a record are more than 262,144 characters of JSON
  public Appended run(
      Principal actor,
      RunPath path,
      Name stream,
      List<NewRecord> records,
      Optional<RunWriter> writer) {
    if (records.isEmpty() || records.size() > MAX_RECORDS) {
      throw new Failure.Invalid(
          "records", "records.count", "records must be 1 to " + MAX_RECORDS + " a request");
    }
    return facts.write(tx -> {
      var entered = door.require(tx, actor, path, Permission.WRITE);
      signs.data(tx, actor, entered, writer);
      var before = History.lock(tx, entered.run().id(), stream);
      var written = placed(records, before.nextLine());
      var after = append(tx, entered.run(), stream, before, written.values());
      if (entered.run().finishedAt().isPresent()) {
        tellOfLateWrite(tx, actor, entered, stream);
      }
      return new Appended(written.size(), after.nextLine());
    });
  }

  /// The records by line; of two with one line, the later.
  private TreeMap<Long, HistoryRecord> placed(List<NewRecord> records, long nextLine) {
    var placed = new TreeMap<Long, HistoryRecord>();
    var now = timeline.now();
    var next = nextLine;
    for (var given : records) {
      if (given.values().toString().length() > MAX_VALUES_CHARACTERS) {
        throw new Failure.TooLarge(
            "values",
            MAX_VALUES_CHARACTERS,
            "values of one record must be at most " + MAX_VALUES_CHARACTERS + " characters");
      }
      long line = given.line().orElse(next);
      long step = given.step().orElse(line);
      placed.put(line, new HistoryRecord(line, step, given.at().orElse(now), given.values()));
      next = Math.max(next, line + 1);
    }
    return placed;
  }

  private History.Stream append(
      Tx tx, Run run, Name stream, History.Stream before, Collection<HistoryRecord> records) {
    var blocks = new TreeMap<Long, List<String>>();
    var next = before.nextLine();
    for (var entry : records) {
      blocks
          .computeIfAbsent(History.blockOf(entry.line()), _ -> new ArrayList<>())
          .add(RecordText.of(entry).toString());
      next = Math.max(next, entry.line() + 1);
    }
    blocks.forEach(
        (block, texts) -> History.append(tx, run.id(), stream, block, before.nextSegment(), texts));
    var isSummarised = stream.key().equals(METRICS.key());
    var after =
        new History.Stream(
            next,
            before.nextSegment() + 1,
            isSummarised ? before.lastValues().with(records) : before.lastValues());
    History.update(tx, run.id(), stream, after);
    if (isSummarised) {
      summarise(tx, run, before.lastValues(), after.lastValues());
    }
    return after;
  }

  private void summarise(Tx tx, Run run, LastValues before, LastValues after) {
    if (after.hasLostFieldsOf(before)) {
      RunValues.refresh(tx, Runs.byId(tx, run.id(), timeline.now()).orElseThrow());
    } else {
      var byHand = Runs.summaryByHand(tx, run.id());
      RunValues.set(tx, run.id(), after.changedFrom(before, byHand));
    }
  }

  private void tellOfLateWrite(Tx tx, Principal actor, RunDoor.Entered entered, Name stream) {
    var run = entered.run();
    var data = Map.of("path", run.path().toString(), "stream", stream.key());
    events.append(
        tx,
        actor.origin(),
        "run.written-after-end",
        entered.team().id().value(),
        "run",
        run.id().value(),
        JsonObject.of("data", data));
  }
}
