// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// Reads a list of the server page by page, in its order.
final class Pages {
  private static final int PAGE = 500;

  private Pages() {}

  /// Hands each item to `sink`, at most `max` of them.
  static void each(Transport transport, Route route, long max, Consumer<JsonNode> sink) {
    var left = max;
    var page = route.with("limit", Long.toString(Math.min(PAGE, max)));
    var next = page;
    while (left > 0) {
      var answer = transport.json(Call.get(next));
      for (var item : answer.path("items")) {
        if (left-- <= 0) {
          return;
        }
        sink.accept(item);
      }
      var cursor = Json.textOrNull(answer, "next");
      if (cursor == null) {
        return;
      }
      next = page.with("cursor", cursor);
    }
  }

  static <T> List<T> list(
      Transport transport, Route route, long max, Function<JsonNode, T> mapping) {
    var items = new ArrayList<T>();
    each(transport, route, max, item -> items.add(mapping.apply(item)));
    return List.copyOf(items);
  }
}
