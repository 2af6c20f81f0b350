// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.search;

import io.cairn.core.failure.Failure;
import io.cairn.core.page.Cursor;
import io.cairn.core.run.FieldValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;

/// Where a run stands in the order of a search: by its value, those without one at the end, and
/// among equals by its number.
///
/// @param value empty for a run without one, and in the order in which runs began
record Position(Optional<FieldValue> value, long seq) {
  /// Numbers before texts before nothing, whatever the direction; runs without a value always from
  /// the newest on.
  static Comparator<Position> by(RunOrder order) {
    return (one, other) -> {
      if (one.phase() != other.phase()) {
        return Integer.compare(one.phase(), other.phase());
      }
      if (one.value.isPresent()) {
        var values = one.value.get().compareTo(other.value.orElseThrow());
        if (values != 0) {
          return order.isDescending() ? -values : values;
        }
      }
      return isNewestFirst(order, one.phase())
          ? Long.compare(other.seq, one.seq)
          : Long.compare(one.seq, other.seq);
    };
  }

  static boolean isNewestFirst(RunOrder order, int phase) {
    return order.isDescending() || order.field().isPresent() && phase == 2;
  }

  /// 0 numbers, 1 texts, 2 nothing.
  int phase() {
    return value.map(v -> v.number().isPresent() ? 0 : 1).orElse(2);
  }

  Cursor cursor(RunOrder order) {
    var text =
        switch (phase()) {
          case 0 -> "n" + Long.toHexString(Double.doubleToLongBits(number()));
          case 1 -> "t" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes());
          default -> "z";
        };
    return new Cursor(text + "." + seq + "." + mark(order));
  }

  /// @throws Failure.Invalid if the cursor is of another list
  static Position of(Cursor cursor, RunOrder order) {
    var parts = cursor.key().split("\\.", -1);
    if (parts.length == 3 && parts[2].equals(mark(order)) && !parts[0].isEmpty()) {
      try {
        return new Position(value(parts[0]), Long.parseLong(parts[1]));
      } catch (IllegalArgumentException _) {
        // As below.
      }
    }
    throw new Failure.Invalid(
        "cursor",
        "cursor.opaque",
        "cursor must be a value that an earlier page gave as `next`, for the same list");
  }

  private static String mark(RunOrder order) {
    return Integer.toHexString(order.mark().hashCode());
  }

  private static Optional<FieldValue> value(String text) {
    var rest = text.substring(1);
    return switch (text.charAt(0)) {
      case 'n' -> Optional.of(FieldValue.of(finite(Long.parseUnsignedLong(rest, 16))));
      case 't' ->
          Optional.of(
              FieldValue.of(
                  new String(Base64.getUrlDecoder().decode(rest), StandardCharsets.UTF_8)));
      case 'z' -> Optional.empty();
      default -> throw new IllegalArgumentException("no such kind of value");
    };
  }

  private static double finite(long bits) {
    var number = Double.longBitsToDouble(bits);
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("no run has such a value");
    }
    return number;
  }

  double number() {
    return value.orElseThrow().number().orElseThrow();
  }

  byte[] bytes() {
    return value.flatMap(FieldValue::bytes).orElseThrow();
  }
}
