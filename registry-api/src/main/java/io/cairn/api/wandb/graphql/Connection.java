// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.graphql;

import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A page of a list as the SDK wants it (Relay's connections).
public record Connection<T>(List<Edge<T>> edges, PageInfo pageInfo, @Nullable Long totalCount) {
  /// Largest page that the SDK asks for, but for the URLs of files.
  private static final int MAX_LIMIT = 1_000;

  public record Edge<T>(T node, @Nullable String cursor) {}

  public record PageInfo(@Nullable String endCursor, boolean hasNextPage) {}

  /// The whole of a list.
  public static <T> Connection<T> whole(List<T> nodes) {
    return of(new Page<>(nodes, Optional.empty()), (long) nodes.size(), Function.identity());
  }

  public static <S, T> Connection<T> of(
      Page<S> page, @Nullable Long total, Function<? super S, ? extends T> node) {
    var next = page.next().map(Cursor::wire).orElse(null);
    var edges = page.items().stream().map(item -> new Edge<T>(node.apply(item), next)).toList();
    return new Connection<>(edges, new PageInfo(next, next != null), total);
  }

  /// A page of a list that is at hand as a whole, in an order of its own. What comes or goes
  /// between two pages moves none of the others: a page begins behind the last one of the page
  /// before.
  ///
  /// @param key tells one from all others
  public static <T> Connection<T> slice(
      Arguments arguments, int otherwise, List<T> all, Function<? super T, String> key) {
    var request = request(arguments, otherwise);
    var from = request.after().map(cursor -> begin(cursor, all, key)).orElse(0);
    var to = Math.min(all.size(), from + request.limit());
    var next =
        to < all.size()
            ? Optional.of(new Cursor(to + " " + key.apply(all.get(to - 1))))
            : Optional.<Cursor>empty();
    return of(new Page<>(all.subList(from, to), next), (long) all.size(), Function.identity());
  }

  private static <T> int begin(Cursor cursor, List<T> all, Function<? super T, String> key) {
    var parts = cursor.key().split(" ", 2);
    for (var i = 0; i < all.size(); i++) {
      if (parts.length == 2 && key.apply(all.get(i)).equals(parts[1])) {
        return i + 1;
      }
    }
    try {
      // It is gone: what stood behind it is where it was.
      return Math.clamp(Long.parseLong(parts[0]) - 1, 0, all.size());
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  /// The page that the arguments `first` and `after` ask for.
  public static PageRequest request(Arguments arguments, int otherwise) {
    var first = arguments.number("first").orElse((long) otherwise);
    return new PageRequest(
        Math.clamp(first, 1, MAX_LIMIT),
        arguments.text("after").filter(text -> !text.isEmpty()).map(Cursor::parse));
  }
}
