// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.run;

import io.cairn.api.security.Caller;
import io.cairn.api.wandb.graphql.Arguments;
import io.cairn.api.wandb.graphql.Asked;
import io.cairn.api.wandb.graphql.FieldRegistry;
import io.cairn.api.wandb.graphql.Fields;
import io.cairn.api.wandb.graphql.LooseJson;
import io.cairn.core.name.Name;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.PageRequest;
import io.cairn.core.run.DescribeStreams;
import io.cairn.core.run.DescribeStreams.StreamView;
import io.cairn.core.run.HistoryRange;
import io.cairn.core.run.HistoryRange.Axis;
import io.cairn.core.run.ReadHistory;
import io.cairn.core.run.ReadHistory.Wanted;
import io.cairn.core.run.RecordText;
import io.cairn.core.run.RunPath;
import io.cairn.core.run.SampleRecords;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a run wrote down, as the SDK reads it back: lines as they came, whole or sampled.
@ApplicationScoped
public class RunHistory implements Fields {
  private static final int DEFAULT_SAMPLES = 500;
  private static final int MAX_SAMPLES = SampleRecords.MAX_SAMPLES;

  private final Caller caller;
  private final DescribeStreams streams;
  private final ReadHistory history;
  private final SampleRecords sample;

  RunHistory(Caller caller, DescribeStreams streams, ReadHistory history, SampleRecords sample) {
    this.caller = caller;
    this.streams = streams;
    this.history = history;
    this.sample = sample;
  }

  @Override
  public void answer(FieldRegistry fields) {
    fields
        .on(
            "Run",
            "historyLineCount",
            // The SDK would write behind them. It asks for them itself when it resumes a run; else
            // it begins anew, and what it sends again takes the place of what is there.
            asked ->
                asked.of(RunNode.class).isJustBegun() ? null : lines(asked, RunStreams.HISTORY))
        .on("Run", "eventsLineCount", asked -> lines(asked, RunStreams.SYSTEM))
        .on("Run", "logLineCount", asked -> lines(asked, RunStreams.CONSOLE))
        .on("Run", "historyTail", asked -> tail(asked, RunStreams.HISTORY))
        .on("Run", "eventsTail", asked -> tail(asked, RunStreams.SYSTEM))
        .on("Run", "historyKeys", this::keys)
        .on("Run", "history", asked -> texts(asked, RunStreams.HISTORY))
        .on("Run", "events", asked -> texts(asked, RunStreams.SYSTEM))
        .on("Run", "sampledHistory", this::sampled)
        .on(
            "Run",
            "parquetHistory",
            // No files: the SDK asks for lines then.
            _ -> Map.of("parquetUrls", List.of(), "liveData", List.of()));
  }

  private static RunPath path(Asked asked) {
    return asked.of(RunNode.class).run().path();
  }

  private Optional<StreamView> stream(Asked asked, Name stream) {
    return streams.run(caller.principal(), path(asked)).stream()
        .filter(view -> view.name().equals(stream.key()))
        .findFirst();
  }

  private long lines(Asked asked, Name stream) {
    return stream(asked, stream).map(StreamView::lines).orElse(0L);
  }

  /// The last line, in a JSON array.
  private String tail(Asked asked, Name stream) {
    var last = lines(asked, stream) - 1;
    var range = new HistoryRange(Axis.LINE, Math.max(0, last), Math.max(0, last));
    var found = new ArrayList<String>();
    if (last >= 0) {
      each(path(asked), new Wanted(stream, Set.of(), range), text -> found.add(text.values()));
    }
    return LooseJson.write(found);
  }

  private Map<String, Object> keys(Asked asked) {
    var keys = new LinkedHashMap<String, Object>();
    var metrics = stream(asked, RunStreams.HISTORY).map(StreamView::last);
    metrics.ifPresent(last ->
        last.members()
            .forEach((key, value) ->
                keys.put(
                    key, Map.of("typeCounts", List.of(Map.of("type", type(value), "count", 1))))));
    var step =
        metrics.map(last -> last.members().get("_step")).orElse(null) instanceof Number number
            ? number.longValue()
            : -1;
    return Map.of("lastStep", step, "keys", keys, "sets", List.of());
  }

  private static String type(@Nullable Object value) {
    return switch (value) {
      case null -> "nil";
      case Number _ -> "number";
      case Boolean _ -> "bool";
      case List<?> _ -> "list";
      case Map<?, ?> map when map.get("_type") instanceof String type -> type;
      case Map<?, ?> _ -> "map";
      default -> "string";
    };
  }

  /// Between two steps, the latter not counted, the first so many; without steps sampled of all.
  private List<String> texts(Asked asked, Name stream) {
    var arguments = asked.arguments();
    var samples = samples(arguments);
    if (!arguments.has("maxStep")) {
      return sample
          .run(
              caller.principal(),
              path(asked),
              new SampleRecords.Wanted(stream, Set.of(), HistoryRange.ALL, samples))
          .stream()
          .map(RecordText::values)
          .toList();
    }
    var first = arguments.number("minStep").orElse(0L);
    var range = new HistoryRange(Axis.STEP, first, arguments.number("maxStep").orElseThrow() - 1);
    var wanted = new Wanted(stream, Set.of(), range);
    var found = new ArrayList<String>();
    Optional<Cursor> after = Optional.empty();
    do {
      var limit = Math.min(samples - found.size(), PageRequest.MAX_LIMIT);
      var page =
          history.texts(caller.principal(), path(asked), wanted, new PageRequest(limit, after));
      page.items().forEach(text -> found.add(text.values()));
      after = page.next();
    } while (after.isPresent() && found.size() < samples);
    return found;
  }

  private static int samples(Arguments arguments) {
    return Math.clamp(arguments.number("samples").orElse((long) DEFAULT_SAMPLES), 1, MAX_SAMPLES);
  }

  /// For each spec the records that have all its keys, with those alone.
  private List<List<Map<String, @Nullable Object>>> sampled(Asked asked) {
    var answers = new ArrayList<List<Map<String, @Nullable Object>>>();
    for (var text : asked.arguments().texts("specs")) {
      var spec = new Arguments(LooseJson.object("specs", text));
      var keys = Set.copyOf(spec.texts("keys"));
      var range =
          new HistoryRange(
              Axis.STEP,
              spec.number("minStep").orElse(Long.MIN_VALUE),
              spec.number("maxStep").orElse(Long.MAX_VALUE));
      var found =
          sample.run(
              caller.principal(),
              path(asked),
              new SampleRecords.Wanted(RunStreams.HISTORY, keys, range, samples(spec)));
      answers.add(found.stream().map(record -> values(record, keys)).toList());
    }
    return answers;
  }

  private static Map<String, @Nullable Object> values(RecordText record, Set<String> keys) {
    var values = LooseJson.object("values", record.values());
    if (!keys.isEmpty()) {
      values.keySet().retainAll(keys);
    }
    return values;
  }

  private void each(RunPath path, Wanted wanted, Consumer<RecordText> sink) {
    Optional<Cursor> after = Optional.empty();
    do {
      var page =
          history.texts(
              caller.principal(), path, wanted, new PageRequest(PageRequest.MAX_LIMIT, after));
      page.items().forEach(sink);
      after = page.next();
    } while (after.isPresent());
  }
}
