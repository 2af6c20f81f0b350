// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which part of a history is read.
///
/// @param stream `metrics` if empty
/// @param keys only these values; all if there are none
/// @param x what `from` and `to` count: `step`, `line` or `time`
public record HistoryQuery(
    Optional<String> stream,
    List<String> keys,
    String x,
    Optional<String> from,
    Optional<String> to) {
  /// All metrics.
  public static final HistoryQuery ALL =
      new HistoryQuery(Optional.empty(), List.of(), "step", Optional.empty(), Optional.empty());

  public HistoryQuery {
    keys = List.copyOf(keys);
  }

  Map<String, String> parameters() {
    var parameters = new LinkedHashMap<String, String>();
    stream.ifPresent(name -> parameters.put("stream", name));
    if (!keys.isEmpty()) {
      parameters.put("keys", String.join(",", keys));
    }
    parameters.put("x", x);
    from.ifPresent(first -> parameters.put("from", first));
    to.ifPresent(last -> parameters.put("to", last));
    return parameters;
  }
}
