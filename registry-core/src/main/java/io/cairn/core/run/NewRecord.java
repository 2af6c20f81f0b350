// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A record to append.
///
/// @param line where it stands; when empty, after all others of the stream
/// @param step when empty, the line
/// @param at when empty, now
public record NewRecord(
    Optional<Long> line, Optional<Long> step, Optional<Instant> at, JsonObject values) {
  /// The largest line and step: all JSON readers keep integers up to it exactly.
  static final long MAX_NUMBER = (1L << 53) - 1;

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  public NewRecord {
    check("line", line);
    check("step", step);
    if (at.filter(time -> time.isBefore(EARLIEST) || !time.isBefore(END)).isPresent()) {
      throw new Failure.Invalid("at", "at.range", "at must be a time of the years 1 to 9999");
    }
    at = at.map(time -> time.truncatedTo(ChronoUnit.MICROS));
  }

  /// The values that a caller measured. A number that is not finite becomes a text, since JSON has
  /// no such numbers: `NaN`, `Infinity` or `-Infinity`.
  ///
  /// @throws Failure.Invalid naming `values` if they are no JSON object within the limits
  public static JsonObject values(Map<String, ? extends @Nullable Object> measured) {
    var finite = new LinkedHashMap<String, @Nullable Object>();
    measured.forEach((key, value) -> finite.put(key, finite(value)));
    return JsonObject.of("values", finite);
  }

  private static @Nullable Object finite(@Nullable Object value) {
    return switch (value) {
      case Double d when !Double.isFinite(d) -> d.toString();
      case Float f when !Float.isFinite(f) -> f.toString();
      case Map<?, ?> map -> {
        var finite = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, inner) -> finite.put(String.valueOf(key), finite(inner)));
        yield finite;
      }
      case List<?> items -> {
        var finite = new ArrayList<@Nullable Object>();
        items.forEach(inner -> finite.add(finite(inner)));
        yield finite;
      }
      case null, default -> value;
    };
  }

  private static void check(String field, Optional<Long> given) {
    if (given.filter(number -> number < 0 || number > MAX_NUMBER).isPresent()) {
      throw new Failure.Invalid(
          field, field + ".range", field + " must be a whole number from 0 to 2^53 - 1");
    }
  }
}
