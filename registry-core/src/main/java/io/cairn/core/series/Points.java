// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.series;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Points of a line, 16 bytes each. Not thread safe.
public final class Points {
  private long[] xs = new long[16];
  private double[] ys = new double[16];
  private int size;
  private boolean isSorted = true;

  void add(long x, double y) {
    if (size == xs.length) {
      xs = Arrays.copyOf(xs, size * 2);
      ys = Arrays.copyOf(ys, size * 2);
    }
    isSorted &= size == 0 || xs[size - 1] <= x;
    xs[size] = x;
    ys[size] = y;
    size++;
  }

  public int size() {
    return size;
  }

  public long x(int i) {
    return xs[i];
  }

  public double y(int i) {
    return ys[i];
  }

  /// All `x`, in order.
  public List<Long> xs() {
    return LongStream.of(xs).limit(size).boxed().toList();
  }

  /// All `y`, in the order of [#xs].
  public List<Double> ys() {
    return DoubleStream.of(ys).limit(size).boxed().toList();
  }

  /// By `x`; points of one `x` stay in their order.
  Points sorted() {
    if (isSorted) {
      return this;
    }
    var sorted = new Points();
    IntStream.range(0, size)
        .boxed()
        .sorted(Comparator.comparingLong(i -> xs[i]))
        .forEach(i -> sorted.add(xs[i], ys[i]));
    return sorted;
  }
}
