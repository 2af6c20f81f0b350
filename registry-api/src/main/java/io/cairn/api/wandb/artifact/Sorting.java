// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.core.failure.Failure;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An order as the SDK says it: `name`, `+created_at`, `-created_at`. What has nothing under the
/// key comes last.
final class Sorting {
  private static final Pattern ORDER = Pattern.compile("[+-]?[A-Za-z_][A-Za-z0-9_.]{0,200}");

  private Sorting() {}

  /// @throws Failure.Invalid naming `order`
  static <T> Comparator<T> of(String order, BiFunction<T, String, @Nullable Object> values) {
    if (!ORDER.matcher(order).matches()) {
      throw new Failure.Invalid("order", "order.key", "order is a key, with + or - before it");
    }
    var key = key(order);
    Comparator<Sorted> natural = Sorting::compare;
    return Comparator.comparing(
        (T item) -> Sorted.of(values.apply(item, key)),
        Comparator.comparing(Sorted::isAbsent)
            .thenComparing(order.startsWith("-") ? natural.reversed() : natural));
  }

  /// By which it orders.
  static String key(String order) {
    return order.replaceFirst("^[+-]", "");
  }

  private record Sorted(double number, String text, boolean isAbsent) {
    static Sorted of(@Nullable Object value) {
      return switch (value) {
        case null -> new Sorted(0, "", true);
        case Number number -> new Sorted(number.doubleValue(), "", false);
        case List<?> list when list.isEmpty() -> new Sorted(0, "", true);
        case List<?> list -> of(list.getFirst());
        default -> new Sorted(0, value.toString(), false);
      };
    }
  }

  private static int compare(Sorted one, Sorted other) {
    var byNumber = Double.compare(one.number(), other.number());
    return byNumber != 0 ? byNumber : one.text().compareTo(other.text());
  }
}
