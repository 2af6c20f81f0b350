// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.series;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The lowest and the highest point of each stretch of `x`, in flat memory however many points
/// come, and in whatever order.
///
/// Stretches are as long as a power of two, and begin at its multiples. When there are more of them
/// than there may be, they are made twice as long. So they are the shortest that are few enough,
/// and do not depend on the order of the points.
final class MinMaxBuckets {
  private final int maxBuckets;
  private TreeMap<Long, Bucket> buckets = new TreeMap<>();
  private int shift;
  private long lastIndex;
  private @Nullable Bucket last;

  MinMaxBuckets(int maxBuckets) {
    this.maxBuckets = maxBuckets;
  }

  private static final class Bucket {
    private long lowX;
    private double low;
    private long highX;
    private double high;

    Bucket(long x, double y) {
      lowX = x;
      low = y;
      highX = x;
      high = y;
    }

    /// Of equal ones, the first by `x`.
    void add(long x, double y) {
      if (y < low || y == low && x < lowX) {
        low = y;
        lowX = x;
      }
      if (y > high || y == high && x < highX) {
        high = y;
        highX = x;
      }
    }

    void add(Bucket other) {
      add(other.lowX, other.low);
      add(other.highX, other.high);
    }

    void writeTo(Points points) {
      if (lowX == highX && low == high) {
        points.add(lowX, low);
      } else if (lowX <= highX) {
        points.add(lowX, low);
        points.add(highX, high);
      } else {
        points.add(highX, high);
        points.add(lowX, low);
      }
    }
  }

  void add(long x, double y) {
    var index = x >> shift;
    var found = last;
    if (found == null || index != lastIndex) {
      found = buckets.get(index);
      if (found == null) {
        found = new Bucket(x, y);
        buckets.put(index, found);
      }
      last = found;
      lastIndex = index;
    }
    found.add(x, y);
    while (buckets.size() > maxBuckets) {
      widen();
    }
  }

  private void widen() {
    var wider = new TreeMap<Long, Bucket>();
    buckets.forEach((index, bucket) -> {
      var before = wider.putIfAbsent(index >> 1, bucket);
      if (before != null) {
        before.add(bucket);
      }
    });
    buckets = wider;
    shift++;
    last = null;
  }

  /// By `x`: two points a stretch, or one.
  Points points() {
    var points = new Points();
    buckets.values().forEach(bucket -> bucket.writeTo(points));
    return points;
  }
}
