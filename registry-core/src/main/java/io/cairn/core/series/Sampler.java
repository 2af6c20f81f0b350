// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.series;

import io.cairn.core.failure.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Takes the points of several lines, in any order, and gives few of each. Memory is flat.
///
/// [SampleMethod#LTTB] looks at all points, up to 500,000 in all; if there are more, at the lowest
/// and highest ones of many stretches (Van Der Donckt et al., *MinMaxLTTB*, IEEE VIS 2023). Not
/// thread safe.
public final class Sampler {
  public static final int MAX_SAMPLES = 10_000;

  /// Most points that one answer has.
  public static final int MAX_POINTS = 100_000;

  public static final int MAX_SERIES = 100;
  private static final int MAX_HELD_POINTS = 500_000;

  /// As the paper has it: four times as many points as are wanted go into the choice.
  private static final int PRESELECTION = 4;

  private final SampleMethod method;
  private final int samples;
  private final int maxSeries;
  private final Map<String, Series> series = new LinkedHashMap<>();
  private long held;
  private boolean isTooMany;

  /// @param samples most points of one line, 2 to 10,000
  /// @param keys the lines wanted; if there are none, the first ones that come
  /// @throws Failure.Invalid naming `samples` or `keys` if they are out of range
  public Sampler(SampleMethod method, int samples, Set<String> keys) {
    if (samples < 2 || samples > MAX_SAMPLES) {
      throw new Failure.Invalid(
          "samples", "samples.range", "samples must be from 2 to " + MAX_SAMPLES);
    }
    if (keys.size() > MAX_SERIES) {
      throw new Failure.Invalid("keys", "keys.count", "keys must be at most " + MAX_SERIES);
    }
    if ((long) keys.size() * samples > MAX_POINTS) {
      throw new Failure.Invalid(
          "samples",
          "samples.total",
          "samples times the number of keys must be at most " + MAX_POINTS);
    }
    this.method = method;
    this.samples = samples;
    this.maxSeries = keys.isEmpty() ? Math.min(MAX_SERIES, MAX_POINTS / samples) : keys.size();
    keys.forEach(key -> series.put(key, new Series()));
  }

  private final class Series {
    private Points raw = new Points();
    private @Nullable MinMaxBuckets buckets;
    private long count;
    private long notFinite;
    private SampledSeries.@Nullable NotFinite first;
    private long notNumeric;

    void add(long x, double y) {
      count++;
      if (buckets != null) {
        buckets.add(x, y);
        return;
      }
      raw.add(x, y);
      held++;
      if (method == SampleMethod.MINMAX && raw.size() > samples) {
        fold(samples / 2);
      }
    }

    void fold(int maxBuckets) {
      var folded = new MinMaxBuckets(maxBuckets);
      for (var i = 0; i < raw.size(); i++) {
        folded.add(raw.x(i), raw.y(i));
      }
      held -= raw.size();
      raw = new Points();
      buckets = folded;
    }

    SampledSeries finish(String key) {
      var all = buckets == null ? raw.sorted() : buckets.points();
      var points =
          switch (method) {
            case MINMAX -> all;
            case LTTB -> LargestTriangles.choose(all, samples);
          };
      return new SampledSeries(
          key, points, count, notFinite, Optional.ofNullable(first), notNumeric);
    }
  }

  /// A point of a line. `y` may be a number that is not finite.
  public void add(String key, long x, double y) {
    var line = line(key);
    if (line == null) {
      return;
    }
    if (!Double.isFinite(y)) {
      line.notFinite++;
      if (line.first == null) {
        line.first = new SampledSeries.NotFinite(x, Double.toString(y));
      }
      return;
    }
    line.add(x, y);
    if (held > MAX_HELD_POINTS) {
      series.values().stream()
          .filter(each -> each.raw.size() > samples)
          .forEach(each -> each.fold(samples * PRESELECTION / 2));
    }
  }

  /// A value that is no number.
  public void addOther(String key) {
    var line = line(key);
    if (line != null) {
      line.notNumeric++;
    }
  }

  private @Nullable Series line(String key) {
    var line = series.get(key);
    if (line == null && series.size() < maxSeries) {
      line = new Series();
      series.put(key, line);
    }
    isTooMany |= line == null;
    return line;
  }

  /// Whether there were more lines than an answer has.
  public boolean isTooMany() {
    return isTooMany;
  }

  /// In the order in which the lines were named or came.
  public List<SampledSeries> finish() {
    return series.entrySet().stream().map(e -> e.getValue().finish(e.getKey())).toList();
  }
}
