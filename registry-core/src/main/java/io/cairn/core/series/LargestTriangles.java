// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.series;

/// Largest triangle three buckets: the first and the last point, and of each stretch between them
/// the point that makes the largest triangle with the point chosen before it and the mean of the
/// stretch behind it (Steinarsson 2013, §4.2).
final class LargestTriangles {
  private LargestTriangles() {}

  /// `count` of the points, which are sorted by `x`; all of them if they are no more.
  static Points choose(Points points, int count) {
    var size = points.size();
    if (size <= count) {
      return points;
    }
    var chosen = new Points();
    chosen.add(points.x(0), points.y(0));
    var stretches = count - 2;
    var before = 0;
    for (var stretch = 0; stretch < stretches; stretch++) {
      before =
          largest(
              points,
              before,
              begin(size, stretches, stretch),
              begin(size, stretches, stretch + 1),
              stretch + 1 == stretches ? size : begin(size, stretches, stretch + 2));
      chosen.add(points.x(before), points.y(before));
    }
    chosen.add(points.x(size - 1), points.y(size - 1));
    return chosen;
  }

  /// Where a stretch begins: between the first point and the last, as equal as whole numbers allow.
  private static int begin(int size, int stretches, int stretch) {
    return 1 + (int) ((long) (size - 2) * stretch / stretches);
  }

  private static int largest(Points points, int before, int begin, int end, int nextEnd) {
    // Taken from the point before, so that large `x` lose no digits.
    var meanX = 0.0;
    var meanY = 0.0;
    for (var i = end; i < nextEnd; i++) {
      meanX += points.x(i) - points.x(before);
      meanY += points.y(i);
    }
    meanX /= nextEnd - end;
    meanY = meanY / (nextEnd - end) - points.y(before);
    var found = begin;
    var largest = -1.0;
    for (var i = begin; i < end; i++) {
      double x = points.x(i) - points.x(before);
      var area = Math.abs(meanX * (points.y(i) - points.y(before)) - x * meanY);
      if (area > largest) {
        largest = area;
        found = i;
      }
    }
    return found;
  }
}
