// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.series;

import java.util.Optional;

/// A line made few points.
///
/// @param points by `x`; all of them if they are no more than was asked for
/// @param count how many points with a finite number there are
/// @param notFinite how many values are `NaN` or infinite; they are not among the points
/// @param firstNotFinite the first of these in the order of lines
/// @param notNumeric how many values are no numbers at all
public record SampledSeries(
    String key,
    Points points,
    long count,
    long notFinite,
    Optional<NotFinite> firstNotFinite,
    long notNumeric) {
  /// Where a value was not finite, and which: `NaN`, `Infinity` or `-Infinity`.
  public record NotFinite(long x, String value) {}
}
