// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.run;

import io.cairn.api.wandb.graphql.LooseJson;
import io.cairn.core.access.Principal;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Name;
import io.cairn.core.run.AppendHistory;
import io.cairn.core.run.DescribeRun;
import io.cairn.core.run.EditRun;
import io.cairn.core.run.FinishRun;
import io.cairn.core.run.KeepRunAlive;
import io.cairn.core.run.NewRecord;
import io.cairn.core.run.RunEdit;
import io.cairn.core.run.RunPath;
import io.cairn.core.run.RunState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes down what one request of the stream brings: each file is a stream of ours, each line a
/// record at its number. A line that can't be read is kept as text, and none ends the stream.
@ApplicationScoped
public class FileStream {
  private static final int MAX_RECORDS = 10_000;
  private static final int MAX_LINE_CHARACTERS = 1 << 18;

  /// What the SDK counts for itself: written down at the end of the run only.
  private static final Set<String> OWN = Set.of("_wandb", "_runtime", "_timestamp", "_step");

  private final AppendHistory append;
  private final KeepRunAlive keepAlive;
  private final DescribeRun describe;
  private final EditRun edit;
  private final FinishRun finish;

  FileStream(
      AppendHistory append,
      KeepRunAlive keepAlive,
      DescribeRun describe,
      EditRun edit,
      FinishRun finish) {
    this.append = append;
    this.keepAlive = keepAlive;
    this.describe = describe;
    this.edit = edit;
    this.finish = finish;
  }

  void take(Principal actor, RunPath run, FileStreamBody body) {
    keepAlive.run(actor, run, Optional.empty());
    var history = body.chunk("wandb-history.jsonl");
    append(actor, run, RunStreams.HISTORY, records(history, FileStream::metrics));
    var events = body.chunk("wandb-events.jsonl");
    append(actor, run, RunStreams.SYSTEM, records(events, FileStream::metrics));
    var console = body.chunk("output.log");
    append(actor, run, RunStreams.CONSOLE, records(console, FileStream::line));
    var summary = body.chunk("wandb-summary.json").lines();
    if (!summary.isEmpty()) {
      summarise(actor, run, summary.getLast(), body.isComplete());
    }
    if (body.isComplete()) {
      finish(actor, run, Optional.ofNullable(body.exitcode()));
    }
  }

  private void append(Principal actor, RunPath run, Name stream, List<NewRecord> records) {
    for (var from = 0; from < records.size(); from += MAX_RECORDS) {
      var part = records.subList(from, Math.min(records.size(), from + MAX_RECORDS));
      append.run(actor, run, stream, part, Optional.empty());
    }
  }

  private interface Reader {
    NewRecord read(long line, String text);
  }

  private static List<NewRecord> records(FileStreamBody.Chunk chunk, Reader reader) {
    var records = new ArrayList<NewRecord>();
    var line = chunk.offset();
    for (var text : chunk.lines()) {
      records.add(reader.read(line++, text));
    }
    return records;
  }

  private static NewRecord metrics(long line, String text) {
    var values = LooseJson.tried(text).orElseGet(() -> unreadable(text));
    var step =
        values.get("_step") instanceof Number number && number.longValue() >= 0
            ? Optional.of(number.longValue())
            : Optional.<Long>empty();
    var at =
        values.get("_timestamp") instanceof Number seconds
            ? instant(seconds.doubleValue())
            : Optional.<Instant>empty();
    return new NewRecord(
        Optional.of(line),
        step,
        at,
        text.length() > MAX_LINE_CHARACTERS ? scalars(values) : NewRecord.values(values));
  }

  private static Map<String, @Nullable Object> unreadable(String text) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    values.put("_unreadable", text.substring(0, Math.min(1_000, text.length())));
    return values;
  }

  /// What is left of a line that is longer than a record may be.
  private static JsonObject scalars(Map<String, @Nullable Object> values) {
    var kept = new LinkedHashMap<String, @Nullable Object>();
    var room = MAX_LINE_CHARACTERS / 2;
    for (var entry : values.entrySet()) {
      var isSmall =
          entry.getValue() instanceof Number
              || entry.getValue() instanceof Boolean
              || (entry.getValue() instanceof String text && text.length() < 1_000);
      room -= entry.getKey().length() + 1_000;
      if (isSmall && room > 0) {
        kept.put(entry.getKey(), entry.getValue());
      }
    }
    kept.put("_cut", true);
    return NewRecord.values(kept);
  }

  /// Plain text, or `{"ts":…,"content":…,"level":…}`.
  private static NewRecord line(long line, String text) {
    var structured =
        text.startsWith("{")
            ? LooseJson.tried(text)
            : Optional.<Map<String, @Nullable Object>>empty();
    var content =
        structured
            .map(values -> values.get("content"))
            .map(Object::toString)
            .orElseGet(
                () -> structured.isPresent() && structured.get().containsKey("ts") ? "" : text);
    var isError =
        structured.map(values -> values.get("level")).filter("error"::equals).isPresent()
            || structured.isEmpty() && text.startsWith("ERROR ");
    var at = structured.map(values -> values.get("ts")).flatMap(ts -> time(ts.toString()));
    var values = new LinkedHashMap<String, @Nullable Object>();
    values.put("text", content.substring(0, Math.min(content.length(), MAX_LINE_CHARACTERS / 4)));
    values.put("stream", isError ? "stderr" : "stdout");
    return new NewRecord(Optional.of(line), Optional.empty(), at, NewRecord.values(values));
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(
          text.endsWith("Z")
              ? Instant.parse(text)
              : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> instant(double seconds) {
    return seconds > 0 && seconds < 2.5e11
        ? Optional.of(Instant.ofEpochSecond((long) seconds, (long) (seconds % 1 * 1e6) * 1_000))
        : Optional.empty();
  }

  /// The SDK tells all of the summary each time. Most of it follows from the last records and
  /// stands there already; what differs is written over it.
  private void summarise(Principal actor, RunPath run, String text, boolean isLast) {
    var told = LooseJson.tried(text);
    if (told.isEmpty()) {
      return;
    }
    var known = describe.run(actor, run).summary().members();
    var given = NewRecord.values(told.get()).members();
    var news = new LinkedHashMap<String, @Nullable Object>();
    given.forEach((key, value) -> {
      var isTold = isLast || !OWN.contains(key);
      if (isTold && !(known.containsKey(key) && java.util.Objects.equals(known.get(key), value))) {
        news.put(key, value);
      }
    });
    if (!news.isEmpty()) {
      var said =
          new RunEdit(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              JsonObject.empty(),
              JsonObject.of("summary", news),
              JsonObject.empty());
      edit.run(actor, run, said, OptionalLong.empty());
    }
  }

  private void finish(Principal actor, RunPath run, Optional<Integer> exitCode) {
    try {
      finish.run(
          actor, run, exitCode.orElse(0) == 0 ? RunState.FINISHED : RunState.FAILED, exitCode);
    } catch (Failure.Conflict _) {
      // It has ended otherwise, by another process, and stays so: nothing that this one could mend.
    }
  }
}
