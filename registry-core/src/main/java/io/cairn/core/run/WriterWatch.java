// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.access.Principal;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Tx;
import io.cairn.core.json.JsonObject;
import io.cairn.core.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Sees when two processes write a run at once. They do if one writes, then another, then the first
/// again: a run that one process left and another took up is none of it.
final class WriterWatch {
  /// Who was silent for so long may have come back after an end.
  private static final Duration WINDOW = Duration.ofMinutes(5);

  private static final int MAX_NAMED = 10;

  private final Events events;
  private final Timeline timeline;

  WriterWatch(Events events, Timeline timeline) {
    this.events = events;
    this.timeline = timeline;
  }

  /// The writer was heard. Told once for each that is added to those who write at once.
  void heard(Tx tx, Principal actor, RunDoor.Entered entered, RunWriter writer) {
    var run = entered.run().id();
    var now = timeline.now();
    var since = since();
    var recent = RunWriters.since(tx, run, since);
    var before = recent.stream().filter(each -> each.writer().equals(writer)).findFirst();
    if (before.isEmpty()) {
      RunWriters.forget(tx, run, since);
    }
    RunWriters.put(tx, run, writer, now);
    var atOnce = new TreeSet<>(Comparator.comparing(RunWriter::text));
    recent.stream()
        .filter(each -> before.isPresent() && each.lastAt().isAfter(before.get().lastAt()))
        .map(RunWriters.Heard::writer)
        .forEach(atOnce::add);
    if (!atOnce.isEmpty()) {
      atOnce.add(writer);
      clash(tx, actor, entered, atOnce);
    }
  }

  private void clash(Tx tx, Principal actor, RunDoor.Entered entered, TreeSet<RunWriter> writers) {
    if (isKnown(entered.run().clash(), writers)) {
      return;
    }
    var run = entered.run().id();
    Runs.lock(tx, run);
    var known = RunWriters.clash(tx, run).filter(clash -> clash.at().isAfter(since()));
    if (isKnown(known, writers)) {
      return;
    }
    known.ifPresent(clash -> writers.addAll(clash.writers()));
    var kept = writers.stream().limit(MAX_NAMED).toList();
    RunWriters.clash(tx, run, new WriterClash(kept, timeline.now()));
    if (known.isEmpty() || !known.get().writers().equals(kept)) {
      var names = kept.stream().map(RunWriter::text).toList();
      var data = Map.of("path", entered.run().path().toString(), "writers", names);
      events.append(
          tx,
          actor.origin(),
          "run.two-writers",
          entered.team().id().value(),
          "run",
          run.value(),
          JsonObject.of("data", data));
    }
  }

  /// While it goes on, the time of it is set anew twice in the window, so that it stays known.
  private boolean isKnown(Optional<WriterClash> clash, Set<RunWriter> writers) {
    return clash
        .filter(known -> known.at().isAfter(timeline.now().minus(WINDOW.dividedBy(2))))
        .filter(known ->
            known.writers().size() >= MAX_NAMED || Set.copyOf(known.writers()).containsAll(writers))
        .isPresent();
  }

  private Instant since() {
    return timeline.now().minus(WINDOW);
  }
}
