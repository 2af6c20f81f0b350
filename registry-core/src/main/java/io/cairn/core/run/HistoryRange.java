// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.failure.Failure;
import io.cairn.core.time.Timeline;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// A part of a stream by its lines, steps or times; both ends belong to it.
public record HistoryRange(Axis axis, long from, long to) {
  /// Everything, by steps.
  public static final HistoryRange ALL =
      new HistoryRange(Axis.STEP, Long.MIN_VALUE, Long.MAX_VALUE);

  /// What records are counted by. Times count in microseconds since 1970.
  public enum Axis {
    STEP,
    LINE,
    TIME;

    /// @throws Failure.Invalid naming `x` if the text is no such word
    public static Axis of(String text) {
      return switch (text) {
        case "step" -> STEP;
        case "line" -> LINE;
        case "time" -> TIME;
        default -> throw new Failure.Invalid("x", "history.axis", "x must be step, line or time");
      };
    }

    long of(long line, long step, long micros) {
      return switch (this) {
        case STEP -> step;
        case LINE -> line;
        case TIME -> micros;
      };
    }
  }

  /// The range of two texts: whole numbers, or times with a zone.
  ///
  /// @throws Failure.Invalid naming `from` or `to`
  public static HistoryRange of(Axis axis, Optional<String> from, Optional<String> to) {
    var range =
        new HistoryRange(
            axis,
            from.map(text -> number(axis, "from", text)).orElse(Long.MIN_VALUE),
            to.map(text -> number(axis, "to", text)).orElse(Long.MAX_VALUE));
    if (range.from > range.to) {
      throw new Failure.Invalid("to", "history.range", "to must not be before from");
    }
    return range;
  }

  boolean contains(long line, long step, long micros) {
    var x = axis.of(line, step, micros);
    return from <= x && x <= to;
  }

  /// Whether it is a part by steps, and not all of them.
  boolean isOfSteps() {
    return axis == Axis.STEP && (from > 0 || to != Long.MAX_VALUE);
  }

  /// The first line that it may have.
  long firstLine() {
    return axis == Axis.LINE ? Math.max(0, from) : 0;
  }

  /// The last line that it may have.
  long lastLine() {
    return axis == Axis.LINE ? to : Long.MAX_VALUE;
  }

  private static long number(Axis axis, String field, String text) {
    try {
      return switch (axis) {
        case STEP, LINE -> Long.parseLong(text);
        case TIME -> Timeline.toMicros(instant(text));
      };
    } catch (NumberFormatException | DateTimeParseException | ArithmeticException _) {
      throw new Failure.Invalid(
          field,
          "history.range",
          field
              + switch (axis) {
                case STEP, LINE -> " must be a whole number";
                case TIME -> " must be a time such as 2026-10-01T12:00:00Z";
              });
    }
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }
}
