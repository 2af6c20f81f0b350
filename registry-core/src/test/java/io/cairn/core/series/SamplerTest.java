// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.failure.Failure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerTest {
  private record Point(long x, double y) {}

  @ParameterizedTest
  @EnumSource
  void all_points_are_answered_if_they_are_few(SampleMethod method) {
    var sampler = new Sampler(method, 100, Set.of());
    sampler.add("loss", 7, 0.5);
    sampler.add("loss", 3, 0.9);
    sampler.add("loss", 3, 0.8);

    assertThat(points(sampler))
        .containsExactly(new Point(3, 0.9), new Point(3, 0.8), new Point(7, 0.5));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void minmax_keeps_every_extreme_and_only_points_that_there_are(long seed) {
    var points = randomWalk(seed, 20_000);
    points.set(7_777, new Point(7_777, 1e9));
    points.set(12_345, new Point(12_345, -1e9));

    var few = sampled(SampleMethod.MINMAX, 500, points);

    assertThat(few).hasSizeBetween(250, 500).isSubsetOf(points);
    assertThat(few).contains(new Point(7_777, 1e9), new Point(12_345, -1e9));
    assertThat(few).extracting(Point::x).isSorted();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void minmax_holds_the_extremes_of_every_stretch(long seed) {
    var points = randomWalk(seed, 10_000);

    var few = sampled(SampleMethod.MINMAX, 100, points);

    // 10,000 steps in at most 50 stretches of a power of two: 256 steps each.
    for (var from = 0; from < points.size(); from += 256) {
      var stretch = points.subList(from, Math.min(from + 256, points.size()));
      var ys = stretch.stream().mapToDouble(Point::y).summaryStatistics();
      var first = from;
      assertThat(few.stream().filter(p -> p.x() / 256 == first / 256).mapToDouble(Point::y))
          .contains(ys.getMin(), ys.getMax());
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_order_in_which_points_come_makes_no_difference(SampleMethod method) {
    var points = randomWalk(5, 5_000);
    var shuffled = new ArrayList<>(points);
    Collections.shuffle(shuffled, new Random(5));

    assertThat(sampled(method, 200, shuffled)).isEqualTo(sampled(method, 200, points));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 499, 5_000})
  void lttb_answers_as_many_points_as_wanted_with_both_ends(int samples) {
    var points = randomWalk(9, 5_000);

    var few = sampled(SampleMethod.LTTB, samples, points);

    assertThat(few).hasSize(samples).isSubsetOf(points);
    assertThat(few.getFirst()).isEqualTo(points.getFirst());
    assertThat(few.getLast()).isEqualTo(points.getLast());
  }

  @Test
  void lttb_chooses_the_largest_triangles() {
    var points =
        List.of(
            new Point(0, 0),
            new Point(1, 1),
            new Point(2, 9),
            new Point(3, 2),
            new Point(4, -5),
            new Point(5, 0),
            new Point(6, 0));

    // Two stretches between the ends: 1 to 2 and 3 to 5. Against the mean (4, -1) of the second,
    // 2 makes the larger triangle; then against the end (6, 0), 4 does.
    assertThat(sampled(SampleMethod.LTTB, 4, points))
        .containsExactly(new Point(0, 0), new Point(2, 9), new Point(4, -5), new Point(6, 0));
  }

  @Test
  void lttb_of_more_points_than_are_held_keeps_spikes() {
    var points = randomWalk(11, 600_000);
    points.set(333_333, new Point(333_333, 1e9));

    var few = sampled(SampleMethod.LTTB, 100, points);

    assertThat(few).hasSize(100).isSubsetOf(points).contains(new Point(333_333, 1e9));
  }

  @Test
  void times_in_microseconds_lose_no_digit() {
    var begin = 1_790_000_000_000_000L;
    var points =
        IntStream.range(0, 1_000)
            .mapToObj(i -> new Point(begin + i * 3_600_000_001L, i % 7))
            .toList();

    assertThat(sampled(SampleMethod.LTTB, 50, points)).isSubsetOf(points);
    assertThat(sampled(SampleMethod.MINMAX, 50, points)).isSubsetOf(points).hasSizeLessThan(51);
  }

  @Test
  void what_is_not_finite_is_counted_and_no_point() {
    var sampler = new Sampler(SampleMethod.MINMAX, 10, Set.of("loss"));
    sampler.add("loss", 1, 0.5);
    sampler.add("loss", 2, Double.NaN);
    sampler.add("loss", 3, Double.NEGATIVE_INFINITY);
    sampler.addOther("loss");
    sampler.add("other", 1, 1);

    var series = sampler.finish();

    assertThat(series).hasSize(1);
    assertThat(series.getFirst().count()).isEqualTo(1);
    assertThat(series.getFirst().notFinite()).isEqualTo(2);
    assertThat(series.getFirst().firstNotFinite()).contains(new SampledSeries.NotFinite(2, "NaN"));
    assertThat(series.getFirst().notNumeric()).isEqualTo(1);
  }

  @Test
  void without_names_there_are_as_many_lines_as_an_answer_holds() {
    var sampler = new Sampler(SampleMethod.MINMAX, 10_000, Set.of());
    IntStream.range(0, 11).forEach(i -> sampler.add("m" + i, 0, i));

    assertThat(sampler.finish()).hasSize(10);
    assertThat(sampler.isTooMany()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 10_001})
  void a_number_of_samples_out_of_range_is_refused(int samples) {
    assertThatThrownBy(() -> new Sampler(SampleMethod.LTTB, samples, Set.of()))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, e -> assertThat(e.field()).isEqualTo("samples"));
  }

  private static List<Point> randomWalk(long seed, int count) {
    var random = new Random(seed);
    var points = new ArrayList<Point>();
    var y = 0.0;
    for (var x = 0; x < count; x++) {
      y += random.nextGaussian();
      points.add(new Point(x, y));
    }
    return points;
  }

  private static List<Point> sampled(SampleMethod method, int samples, List<Point> points) {
    var sampler = new Sampler(method, samples, Set.of("loss"));
    points.forEach(point -> sampler.add("loss", point.x(), point.y()));
    assertThat(sampler.finish().getFirst().count()).isEqualTo(points.size());
    return points(sampler);
  }

  private static List<Point> points(Sampler sampler) {
    var found = sampler.finish().getFirst().points();
    return IntStream.range(0, found.size())
        .mapToObj(i -> new Point(found.x(i), found.y(i)))
        .toList();
  }
}
