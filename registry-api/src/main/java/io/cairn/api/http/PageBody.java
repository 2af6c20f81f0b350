// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A page of a list on the wire: the items, and the cursor of the next page or null.
public record PageBody<T>(List<T> items, @Nullable String next) {
  public static <S, T> PageBody<T> of(Page<S> page, Function<? super S, ? extends T> toWire) {
    var mapped = page.<T>map(toWire);
    return new PageBody<>(mapped.items(), mapped.next().map(Cursor::wire).orElse(null));
  }
}
