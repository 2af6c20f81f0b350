// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import static io.cairn.core.run.TestRuns.at;
import static io.cairn.core.run.TestRuns.json;
import static io.cairn.core.run.TestRuns.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Name;
import io.cairn.core.page.PageRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnBothEngines
class HistoryTest {
  private final TestRuns runs;
  private final String run = "run-" + UUID.randomUUID();

  HistoryTest(TestFacts db) {
    runs = new TestRuns(db.facts());
    runs.begin(run);
  }

  @Test
  void a_block_that_is_larger_than_a_page_is_cut_and_goes_on_where_it_was_cut() {
    var padding = "x".repeat(200_000);
    for (var line = 59; line >= 0; line--) {
      runs.append(run, at(line, Map.of("line", line, "text", padding)));
    }
    runs.append(run, at(50, Map.of("line", -50)));

    var first = runs.page(run, Optional.empty());
    var second = runs.page(run, first.next());

    assertThat(first.items()).hasSizeBetween(1, 42);
    assertThat(second.next()).isEmpty();
    assertThat(Stream.concat(first.items().stream(), second.items().stream()))
        .extracting(HistoryRecord::line)
        .containsExactlyElementsOf(LongStream.range(0, 60).boxed().toList());
    assertThat(second.items())
        .filteredOn(entry -> entry.line() == 50)
        .extracting(entry -> entry.values().toString())
        .containsExactly("{\"line\":-50}");
  }

  @Test
  void no_more_of_a_block_than_fits_is_kept_and_a_line_that_was_cut_stays_out() {
    var lines = new BlockLines(0, 12);

    for (var text : new String[] {"0\t0\t0\t{}", "3\t0\t0\t{}", "2\t0\t0\t{}", "3\t1\t0\t{}"}) {
      lines.add(text);
    }

    assertThat(lines.byLine()).containsExactly(Map.entry(2L, "2\t0\t0\t{}"));
    assertThat(lines.isCut()).isTrue();
  }

  @Test
  void records_come_back_in_the_order_of_their_lines() {
    var time = Instant.parse("2026-10-01T12:00:00.123456Z");

    var first = runs.append(run, next(Map.of("loss", 0.5)), next(Map.of("loss", 0.25)));
    var second =
        runs.append(
            run,
            new NewRecord(
                Optional.of(7L), Optional.of(70L), Optional.of(time), json("{\"a\":[1,null]}")));

    assertThat(first).isEqualTo(new AppendHistory.Appended(2, 2));
    assertThat(second).isEqualTo(new AppendHistory.Appended(1, 8));
    assertThat(runs.history(run))
        .containsExactly(
            new HistoryRecord(0, 0, runs.now(), json("{\"loss\":0.5}")),
            new HistoryRecord(1, 1, runs.now(), json("{\"loss\":0.25}")),
            new HistoryRecord(7, 70, time, json("{\"a\":[1,null]}")));
  }

  @Test
  void the_same_line_again_replaces_the_record() {
    runs.append(run, at(0, Map.of("a", 1, "b", 1)), at(1, Map.of("a", 2)));

    runs.append(run, at(0, Map.of("a", 3)));

    assertThat(values()).containsExactly("{\"a\":3}", "{\"a\":2}");
  }

  @Test
  void numbers_that_are_not_finite_are_kept_as_texts() {
    runs.append(
        run,
        next(
            Map.of(
                "loss",
                List.of(Double.NaN, Float.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1.5))));

    assertThat(values()).containsExactly("{\"loss\":[\"NaN\",\"Infinity\",\"-Infinity\",1.5]}");
  }

  @Test
  void the_summary_has_the_last_value_of_each_metric_under_what_was_set_by_hand() {
    runs.edit(
        run,
        new RunEdit(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            JsonObject.empty(),
            json("{\"best\":0.9}"),
            JsonObject.empty()));

    runs.append(run, at(5, Map.of("loss", 0.1, "best", 0.5)), at(6, Map.of("epoch", 1)));
    runs.append(run, at(4, Map.of("loss", 0.3, "early", Double.NaN)));

    assertThat(runs.describe(run).summary())
        .isEqualTo(json("{\"loss\":0.1,\"best\":0.9,\"epoch\":1,\"early\":\"NaN\"}"));
  }

  @Test
  void other_streams_are_apart_and_leave_the_summary_alone() {
    runs.appendTo(new Name("system"), run, List.of(next(Map.of("cpu", 50))));

    assertThat(runs.history(run)).isEmpty();
    assertThat(runs.describe(run).summary()).isEqualTo(JsonObject.empty());
  }

  @Test
  void only_the_keys_asked_for_are_answered() {
    runs.append(run, next(Map.of("a", 1, "b", 2)), next(Map.of("b", 3)), next(Map.of("c", 4)));

    assertThat(
            runs.history(run, "a", "c").stream().map(entry -> entry.line() + "=" + entry.values()))
        .containsExactly("0={\"a\":1}", "2={\"c\":4}");
  }

  @Test
  void writing_after_the_end_is_kept_and_told() {
    runs.finish(run, RunState.FINISHED, 0);

    runs.append(run, next(Map.of("late", 1)));

    assertThat(values()).containsExactly("{\"late\":1}");
    assertThat(runs.describe(run).state()).isEqualTo(RunState.FINISHED);
    assertThat(runs.told()).endsWith("run.ended", "run.written-after-end");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1L << 53, Long.MAX_VALUE})
  void a_line_or_step_out_of_range_is_refused(long number) {
    assertThatThrownBy(() -> at(number, Map.of("a", 1)))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, e -> assertThat(e.field()).isEqualTo("line"));
    assertThatThrownBy(() ->
            new NewRecord(
                Optional.empty(), Optional.of(number), Optional.empty(), JsonObject.empty()))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, e -> assertThat(e.field()).isEqualTo("step"));
  }

  @Test
  void too_many_records_too_few_and_too_large_ones_change_nothing() {
    var tooMany = Collections.nCopies(10_001, next(Map.of("a", 1)));
    var tooLarge = next(Map.of("a", "x".repeat(1 << 18)));

    assertThatThrownBy(() -> runs.append(run))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, e -> assertThat(e.field()).isEqualTo("records"));
    assertThatThrownBy(() -> runs.appendTo(AppendHistory.METRICS, run, tooMany))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, e -> assertThat(e.field()).isEqualTo("records"));
    assertThatThrownBy(() -> runs.append(run, next(Map.of("a", 1)), tooLarge))
        .isInstanceOfSatisfying(
            Failure.TooLarge.class, e -> assertThat(e.field()).isEqualTo("values"));

    assertThat(runs.history(run)).isEmpty();
  }

  @Test
  void a_thousand_batches_of_twenty_metrics_are_kept_whole() {
    for (var batch = 0; batch < 1_000; batch++) {
      double value = batch;
      runs.append(
          run,
          next(
              IntStream.range(0, 20)
                  .boxed()
                  .collect(Collectors.toMap(i -> "metric/" + i, i -> value / (i + 1)))));
    }

    var history = runs.history(run);

    assertThat(history).extracting(HistoryRecord::line).containsExactlyElementsOf(lines(1_000));
    assertThat(history.get(500).values().members()).hasSize(20).containsEntry("metric/1", 250.0);
    assertThat(runs.describe(run).summary().members()).containsEntry("metric/0", 999.0);
  }

  private static List<Long> lines(int count) {
    return LongStream.range(0, count).boxed().toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void any_order_of_batches_reads_as_a_map_of_lines_would(long seed) {
    var random = new SplittableRandom(seed);
    var oracle = new TreeMap<Long, String>();

    for (var batch = 0; batch < 80; batch++) {
      var records = new ArrayList<NewRecord>();
      for (var i = random.nextInt(1, 30); i > 0; i--) {
        long line = random.nextInt(random.nextBoolean() ? 50 : 3_000);
        var value = Map.of("v", random.nextInt());
        records.add(at(line, value));
        oracle.put(line, "{\"v\":" + value.get("v") + "}");
      }
      runs.appendTo(AppendHistory.METRICS, run, records);
    }

    var read = new TreeMap<Long, String>();
    var request = new PageRequest(random.nextInt(1, 400), Optional.empty());
    for (var more = true; more; ) {
      var page =
          new ReadHistory(runs.facts, runs.door)
              .run(
                  runs.member,
                  runs.path(run),
                  new ReadHistory.Wanted(AppendHistory.METRICS, Set.of(), HistoryRange.ALL),
                  request);
      page.items().forEach(entry -> read.put(entry.line(), entry.values().toString()));
      request = new PageRequest(request.limit(), page.next());
      more = page.next().isPresent();
    }
    assertThat(read).as("seed %s", seed).isEqualTo(oracle);
  }

  private List<String> values() {
    return runs.history(run).stream().map(entry -> entry.values().toString()).toList();
  }
}
