// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.run.SampleHistory;
import io.cairn.core.series.SampledSeries;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Metrics made few points, on the wire.
@Schema(
    name = "SampledHistory",
    examples =
        """
        {"x":"step","series":[{"key":"loss","count":100000,"notFinite":0,"firstNotFinite":null,
         "notNumeric":0,"x":[0,417,99999],"y":[2.31,0.7,0.02]}],"cut":false}\
        """)
record SampledBody(
    @Schema(description = "step, line, or time: microseconds since 1970.") String x,
    List<SeriesBody> series,
    @Schema(description = "Whether there are more metrics than one answer holds: use `keys`.")
        boolean cut) {
  static SampledBody of(String x, SampleHistory.Sampled sampled) {
    return new SampledBody(
        x, sampled.series().stream().map(SeriesBody::of).toList(), sampled.isTooMany());
  }

  /// The points of one metric, by `x`.
  @Schema(name = "SampledSeries")
  record SeriesBody(
      String key,
      @Schema(description = "How many finite numbers there are.") long count,
      @Schema(description = "How many values are NaN or infinite; they are no points.")
          long notFinite,
      @Nullable NotFiniteBody firstNotFinite,
      @Schema(description = "How many values are no numbers.") long notNumeric,
      List<Long> x,
      List<Double> y) {
    static SeriesBody of(SampledSeries series) {
      return new SeriesBody(
          series.key(),
          series.count(),
          series.notFinite(),
          series.firstNotFinite().map(n -> new NotFiniteBody(n.x(), n.value())).orElse(null),
          series.notNumeric(),
          series.points().xs(),
          series.points().ys());
    }
  }

  /// Where a metric left the numbers: NaN, Infinity or -Infinity.
  @Schema(name = "NotFinite")
  record NotFiniteBody(long x, String value) {}
}
