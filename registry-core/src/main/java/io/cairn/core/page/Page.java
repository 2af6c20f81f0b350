// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.page;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Some items of a list, in its order, and where the next page begins (empty on the last page).
public record Page<T>(List<T> items, Optional<Cursor> next) {
  public Page {
    items = List.copyOf(items);
  }

  /// Makes a page from up to `limit + 1` rows: the extra row only tells that there is more.
  public static <T> Page<T> of(List<T> rows, int limit, Function<T, Cursor> cursorOf) {
    if (rows.size() <= limit) {
      return new Page<>(rows, Optional.empty());
    }
    var items = rows.subList(0, limit);
    return new Page<>(items, Optional.of(cursorOf.apply(items.getLast())));
  }

  public <R> Page<R> map(Function<? super T, ? extends R> change) {
    return new Page<>(items.stream().<R>map(change).toList(), next);
  }
}
