// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.json.ScalarScan;
import io.cairn.core.series.Sampler;
import java.util.Set;
import java.util.function.Predicate;

/// Reads numbers out of records as [RecordText], without making objects of the rest.
final class MetricScan implements ScalarScan.Receiver {
  private final HistoryRange range;
  private final Predicate<String> wanted;
  private final Sampler sampler;
  private long x;

  /// @param keys the values wanted; all of them if there are none
  MetricScan(HistoryRange range, Set<String> keys, Sampler sampler) {
    this.range = range;
    this.wanted = keys.isEmpty() ? _ -> true : keys::contains;
    this.sampler = sampler;
  }

  void read(String text) {
    var entry = RecordText.parse(text);
    if (range.contains(entry.line(), entry.step(), entry.micros())) {
      x = range.axis().of(entry.line(), entry.step(), entry.micros());
      ScalarScan.scan(entry.values(), wanted, this);
    }
  }

  @Override
  public void number(String key, double value) {
    sampler.add(key, x, value);
  }

  @Override
  public void text(String key, String value) {
    switch (value) {
      case "NaN" -> sampler.add(key, x, Double.NaN);
      case "Infinity" -> sampler.add(key, x, Double.POSITIVE_INFINITY);
      case "-Infinity" -> sampler.add(key, x, Double.NEGATIVE_INFINITY);
      default -> sampler.addOther(key);
    }
  }

  @Override
  public void other(String key) {
    sampler.addOther(key);
  }
}
