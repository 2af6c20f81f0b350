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

  /// The page that the arguments `first` and `after` ask for.
  public static PageRequest request(Arguments arguments, int otherwise) {
    var first = arguments.number("first").orElse((long) otherwise);
    return new PageRequest(
        Math.clamp(first, 1, MAX_LIMIT),
        arguments.text("after").filter(text -> !text.isEmpty()).map(Cursor::parse));
  }
}
