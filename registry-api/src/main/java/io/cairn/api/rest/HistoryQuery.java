// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import io.cairn.core.run.AppendHistory;
import io.cairn.core.run.HistoryRange;
import io.cairn.core.run.ReadHistory;
import io.cairn.core.run.SampleHistory;
import io.cairn.core.series.SampleMethod;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// Which part of a history is asked for, and in what form.
public final class HistoryQuery {
  @Parameter(description = "`metrics` if missing.")
  @QueryParam("stream")
  public @Nullable String stream;

  @Parameter(
      description = "Names with commas between: only these values, of records that have one.",
      example = "loss,accuracy")
  @QueryParam("keys")
  public List<String> keys = List.of();

  @Parameter(
      description = "What `from` and `to` count: `step` (if missing), `line` or `time`.",
      example = "step")
  @QueryParam("x")
  public @Nullable String x;

  @Parameter(description = "The first step, line or time.", example = "1000")
  @QueryParam("from")
  public @Nullable String from;

  @Parameter(description = "The last step, line or time.", example = "2000")
  @QueryParam("to")
  public @Nullable String to;

  ReadHistory.Wanted records() {
    return new ReadHistory.Wanted(name(), keys(), range());
  }

  SampleHistory.Wanted sampled(String samples, @Nullable String method) {
    var chosen = method == null ? SampleMethod.MINMAX : SampleMethod.of(method);
    return new SampleHistory.Wanted(name(), keys(), range(), chosen, count(samples));
  }

  String axis() {
    return x == null ? "step" : x;
  }

  private Name name() {
    return stream == null ? AppendHistory.METRICS : Name.of("stream", stream);
  }

  private HistoryRange range() {
    return HistoryRange.of(
        HistoryRange.Axis.of(axis()), Optional.ofNullable(from), Optional.ofNullable(to));
  }

  private Set<String> keys() {
    var names = new LinkedHashSet<String>();
    keys.forEach(joined -> names.addAll(Arrays.asList(joined.split(","))));
    names.remove("");
    return names;
  }

  private static int count(String samples) {
    try {
      return Integer.parseInt(samples);
    } catch (NumberFormatException _) {
      throw new Failure.Invalid("samples", "samples.range", "samples must be a whole number");
    }
  }
}
