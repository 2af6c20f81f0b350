// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import static io.cairn.core.run.TestRuns.at;
import static io.cairn.core.run.TestRuns.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.PageRequest;
import io.cairn.core.run.HistoryRange.Axis;
import io.cairn.core.series.SampleMethod;
import io.cairn.core.series.SampledSeries;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@OnBothEngines
class SampleHistoryTest {
  private final TestRuns runs;
  private final String run = "run-" + UUID.randomUUID();

  SampleHistoryTest(TestFacts db) {
    runs = new TestRuns(db.facts());
    runs.begin(run);
  }

  @Test
  void metrics_are_sampled_over_many_blocks_and_replaced_lines_count_once() {
    append(0, 5_000, i -> Map.of("loss", (double) i, "other", "text"));
    runs.append(run, at(2_500, Map.of("loss", 1e6)));

    var loss = sample(HistoryRange.ALL, 50, "loss").getFirst();
    var all = sample(HistoryRange.ALL, 50);

    assertThat(loss.count()).isEqualTo(5_000);
    assertThat(loss.points().ys()).contains(0.0, 1e6, 4_999.0).doesNotContain(2_500.0);
    assertThat(loss.points().size()).isBetween(25, 50);
    assertThat(all).extracting(SampledSeries::key).containsExactlyInAnyOrder("loss", "other");
    assertThat(all.stream().filter(s -> s.key().equals("other")).findFirst().orElseThrow())
        .satisfies(other -> assertThat(other.notNumeric()).isEqualTo(4_999));
  }

  @Test
  void a_range_of_steps_lines_or_times_is_read_alone() {
    for (var i = 0; i < 30; i++) {
      var record =
          new NewRecord(
              Optional.empty(),
              Optional.of(300L - 10L * i),
              Optional.of(runs.now().plusSeconds(i)),
              NewRecord.values(Map.of("v", i)));
      runs.append(run, record);
    }

    var steps = new HistoryRange(Axis.STEP, 20, 50);
    var lines = HistoryRange.of(Axis.LINE, Optional.of("3"), Optional.of("5"));
    var times =
        HistoryRange.of(Axis.TIME, Optional.of(runs.now().plusSeconds(28) + ""), Optional.empty());

    assertThat(sample(steps, 50, "v").getFirst().points().xs()).containsExactly(20L, 30L, 40L, 50L);
    assertThat(sample(lines, 50, "v").getFirst().points().ys()).containsExactly(3.0, 4.0, 5.0);
    assertThat(sample(times, 50, "v").getFirst().points().ys()).containsExactly(28.0, 29.0);
    assertThat(read(lines)).containsExactly(3L, 4L, 5L);
    assertThat(read(steps)).containsExactly(25L, 26L, 27L, 28L);
  }

  @Test
  void few_whole_records_are_spread_evenly_with_the_first_and_the_last() {
    append(0, 5_000, i -> i % 10 == 0 ? Map.of("a", i, "b", 1) : Map.of("a", i));

    var all = records(HistoryRange.ALL, 100);
    var both = records(HistoryRange.ALL, 100, "a", "b");
    var some = records(new HistoryRange(Axis.STEP, 4_500, 4_999), 100, "b");

    assertThat(all).hasSize(100).contains(0L, 4_999L).isSorted();
    assertThat(all.get(50)).isBetween(2_300L, 2_700L);
    assertThat(both).hasSize(100).allMatch(line -> line % 10 == 0).contains(0L, 4_990L);
    assertThat(some).hasSize(50).startsWith(4_500L).endsWith(4_990L);
    assertThat(records(HistoryRange.ALL, 1)).hasSize(1);
    assertThat(records(HistoryRange.ALL, 10, "none")).isEmpty();
  }

  @Test
  void steps_that_do_not_rise_with_the_lines_are_found_all_the_same() {
    var lines = new ArrayList<NewRecord>();
    for (var i = 0; i < 4_000; i++) {
      lines.add(
          new NewRecord(
              Optional.empty(),
              Optional.of(i * 7_919L % 4_000),
              Optional.empty(),
              NewRecord.values(Map.of("v", i))));
    }
    runs.appendTo(AppendHistory.METRICS, run, lines);
    runs.append(run, at(3, Map.of("v", -1)));

    assertThat(read(new HistoryRange(Axis.STEP, 7_919 % 4_000, 7_919 % 4_000))).containsExactly(1L);
    assertThat(read(new HistoryRange(Axis.STEP, 3, 3))).contains(3L).hasSize(2);
    assertThat(read(new HistoryRange(Axis.STEP, 5_000, 6_000))).isEmpty();
  }

  @Test
  void sparse_metrics_and_numbers_that_are_not_finite_are_counted() {
    append(0, 100, i -> i % 10 == 0 ? Map.of("a", i, "val", 1) : Map.of("a", Double.NaN));

    var series = sample(HistoryRange.ALL, 200, "a", "val", "none");

    assertThat(series).extracting(SampledSeries::count).containsExactly(10L, 10L, 0L);
    assertThat(series.getFirst().notFinite()).isEqualTo(90);
    assertThat(series.getFirst().firstNotFinite()).contains(new SampledSeries.NotFinite(1, "NaN"));
  }

  @Test
  void a_range_against_the_grammar_is_refused() {
    for (var wrong : List.of("x", "1.5", "2026-10-01T12:00")) {
      assertThatThrownBy(() -> HistoryRange.of(Axis.TIME, Optional.of(wrong), Optional.empty()))
          .isInstanceOfSatisfying(
              Failure.Invalid.class, e -> assertThat(e.field()).isEqualTo("from"));
    }
    assertThatThrownBy(() -> HistoryRange.of(Axis.STEP, Optional.of("5"), Optional.of("4")))
        .isInstanceOf(Failure.Invalid.class);
  }

  @Test
  void the_console_is_read_from_the_start_behind_a_line_and_from_the_end() {
    var lines = new ArrayList<NewRecord>();
    for (var i = 0; i < 3_000; i++) {
      lines.add(next(Map.of("text", "line " + i, "stream", i % 2 == 0 ? "stdout" : "stderr")));
    }
    runs.appendTo(ReadConsole.CONSOLE, run, lines);
    runs.appendTo(
        ReadConsole.CONSOLE,
        run,
        List.of(at(2_999, Map.of("text", "\u001b[32m100 %\u001b[0m", "stream", "stdout"))));
    var console = new ReadConsole(runs.facts, runs.door);

    var first = console.run(runs.member, runs.path(run), new PageRequest(2, Optional.empty()));
    var after =
        console.run(
            runs.member, runs.path(run), new PageRequest(10, Optional.of(Cursor.of(2_997))));
    var tail = console.tail(runs.member, runs.path(run), 2_000);

    assertThat(first.items()).extracting(ConsoleLine::text).containsExactly("line 0", "line 1");
    assertThat(first.items()).extracting(ConsoleLine::isError).containsExactly(false, true);
    assertThat(after.items())
        .extracting(ConsoleLine::text)
        .containsExactly("line 2998", "\u001b[32m100 %\u001b[0m");
    assertThat(tail).hasSize(2_000);
    assertThat(tail).extracting(ConsoleLine::line).startsWith(1_000L).endsWith(2_999L).isSorted();
  }

  @Test
  void the_tail_of_large_lines_is_cut_to_what_fits() {
    for (var i = 0; i < 50; i++) {
      runs.appendTo(
          ReadConsole.CONSOLE, run, List.of(next(Map.of("text", i + "x".repeat(250_000)))));
    }

    var tail = new ReadConsole(runs.facts, runs.door).tail(runs.member, runs.path(run), 50);

    assertThat(tail).hasSizeBetween(20, 40);
    assertThat(tail.getLast().line()).isEqualTo(49);
  }

  private List<SampledSeries> sample(HistoryRange range, int samples, String... keys) {
    var wanted =
        new SampleHistory.Wanted(
            AppendHistory.METRICS,
            new LinkedHashSet<>(List.of(keys)),
            range,
            SampleMethod.MINMAX,
            samples);
    var sampled = new SampleHistory(runs.facts, runs.door).run(runs.member, runs.path(run), wanted);
    return sampled.series();
  }

  private List<Long> records(HistoryRange range, int samples, String... keys) {
    var wanted = new SampleRecords.Wanted(AppendHistory.METRICS, Set.of(keys), range, samples);
    return new SampleRecords(runs.facts, runs.door)
        .run(runs.member, runs.path(run), wanted).stream().map(RecordText::line).toList();
  }

  private List<Long> read(HistoryRange range) {
    return new ReadHistory(runs.facts, runs.door)
            .texts(
                runs.member,
                runs.path(run),
                new ReadHistory.Wanted(AppendHistory.METRICS, Set.of(), range),
                PageRequest.first())
            .items()
            .stream()
            .map(RecordText::line)
            .toList();
  }

  private void append(int from, int to, IntFunction<Map<String, ?>> values) {
    runs.appendTo(
        AppendHistory.METRICS,
        run,
        IntStream.range(from, to).mapToObj(i -> next(values.apply(i))).toList());
  }
}
