// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.run;

import io.cairn.api.wandb.graphql.MongoFilter;
import io.cairn.core.name.Label;
import io.cairn.core.name.Title;
import io.cairn.core.page.Condition;
import io.cairn.core.page.Condition.Operator;
import io.cairn.core.page.Condition.Value;
import io.cairn.core.run.Run;
import io.cairn.core.search.RunOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Filters and orders of runs in the words of our search. It narrows; the whole filter is asked of
/// what it finds.
final class RunFilters {
  /// No value of a run that is looked for: it changes with each sign of life.
  private static final String HEARTBEAT = "heartbeatAt";

  /// Those that are compared here alone: a run without a title has its name for one, and times and
  /// durations are told to the SDK in its own way.
  private static final Set<String> NOT_SEARCHED =
      Set.of("title", "createdAt", HEARTBEAT, "duration");

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("name", "id"),
          Map.entry("display_name", "title"),
          Map.entry("displayName", "title"),
          Map.entry("state", "state"),
          Map.entry("group", "group"),
          Map.entry("job_type", "jobType"),
          Map.entry("jobType", "jobType"),
          Map.entry("username", "createdBy"),
          Map.entry("user", "createdBy"),
          Map.entry("created_at", "createdAt"),
          Map.entry("createdAt", "createdAt"),
          Map.entry("heartbeat_at", HEARTBEAT),
          Map.entry("heartbeatAt", HEARTBEAT),
          Map.entry("duration", "duration"));

  private RunFilters() {}

  /// What our search can ask of it.
  static List<Condition> conditions(MongoFilter filter) {
    var conditions = new ArrayList<Condition>();
    for (var term : filter.necessary()) {
      var operator =
          switch (term.operator()) {
            case "$eq" -> Optional.of(Operator.EQUAL);
            case "$gt" -> Optional.of(Operator.GREATER);
            case "$gte" -> Optional.of(Operator.AT_LEAST);
            case "$lt" -> Optional.of(Operator.LESS);
            case "$lte" -> Optional.of(Operator.AT_MOST);
            default -> Optional.<Operator>empty();
          };
      var key = key(term.key());
      if (operator.isPresent()
          && key.isPresent()
          && !NOT_SEARCHED.contains(key.get())
          && conditions.size() < Condition.MAX_CONDITIONS) {
        value(term.value())
            .ifPresent(value -> conditions.add(new Condition(key.get(), operator.get(), value)));
      }
    }
    return conditions;
  }

  static boolean isByHeartbeat(Optional<String> order) {
    return order
        .map(RunFilters::field)
        .flatMap(RunFilters::key)
        .filter(HEARTBEAT::equals)
        .isPresent();
  }

  static boolean isDescending(Optional<String> order) {
    return order.filter(text -> text.startsWith("-")).isPresent();
  }

  private static String field(String order) {
    return order.replaceAll("^[+-]", "");
  }

  static RunOrder order(Optional<String> order) {
    var text = order.filter(given -> !given.isEmpty()).orElse("+created_at");
    var isDescending = text.startsWith("-");
    return key(field(text))
        .filter(key -> !key.equals(HEARTBEAT))
        .map(key -> RunOrder.parse((isDescending ? "-" : "") + key))
        .orElseGet(() -> RunOrder.parse((isDescending ? "-" : "") + "createdAt"));
  }

  private static Optional<String> key(String word) {
    if (word.startsWith("config.")) {
      return Optional.of(word.endsWith(".value") ? word.substring(0, word.length() - 6) : word);
    }
    if (word.startsWith("summary_metrics.") || word.startsWith("summaryMetrics.")) {
      return Optional.of("summary." + word.substring(word.indexOf('.') + 1));
    }
    return Optional.ofNullable(WORDS.get(word));
  }

  private static Optional<Value> value(Object value) {
    return switch (value) {
      case Boolean truth -> Optional.of(new Value.OfTruth(truth));
      case Number number ->
          Optional.of(new Value.OfNumber(number.doubleValue(), number.toString()));
      case String text -> Optional.of(new Value.OfText(text));
      default -> Optional.empty();
    };
  }

  /// What a run has under a key of the SDK's.
  static @Nullable Object value(Run run, String word) {
    var key = key(word).orElse(word);
    if (key.startsWith("config.")) {
      return member(run.config().members(), key.substring("config.".length()));
    }
    if (key.startsWith("summary.")) {
      return member(run.summary().members(), key.substring("summary.".length()));
    }
    return switch (key) {
      case "id" -> run.path().run().text();
      case "title" -> run.title().map(Title::text).orElse(run.path().run().text());
      case "state" -> run.state().text();
      case "group" -> run.group().map(Title::text).orElse(null);
      case "jobType" -> run.jobType().map(Title::text).orElse(null);
      case "createdBy" -> run.createdBy().text();
      case "createdAt" -> run.createdAt().toString();
      case HEARTBEAT -> run.heartbeatAt().orElse(run.createdAt()).toString();
      case "duration" -> {
        var end = run.finishedAt().or(run::heartbeatAt).orElse(run.startedAt());
        yield Duration.between(run.startedAt(), end).toMillis() / 1_000.0;
      }
      case "tags" -> run.tags().stream().map(Label::text).toList();
      case "host" -> run.environment().members().get("host");
      default -> null;
    };
  }

  private static @Nullable Object member(Map<?, ? extends @Nullable Object> members, String key) {
    if (members.containsKey(key)) {
      return members.get(key);
    }
    var dot = key.indexOf('.');
    return dot > 0 && members.get(key.substring(0, dot)) instanceof Map<?, ?> inner
        ? member(inner, key.substring(dot + 1))
        : null;
  }
}
