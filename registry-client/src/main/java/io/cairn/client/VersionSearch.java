// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.util.List;
import java.util.Optional;

/// What to search among versions.
///
/// @param where conditions such as `metadata.accuracy>=0.9` or `tag=reviewed`; all must hold
/// @param within `team`, `team/project` or a registry; empty: everywhere
/// @param isRegistry whether `within` names a registry
/// @param sort `created`, `metadata.KEY`, or either with `-` before it; empty: newest first
public record VersionSearch(
    List<String> where,
    Optional<String> type,
    Optional<String> within,
    boolean isRegistry,
    Optional<String> sort) {
  public VersionSearch {
    where = List.copyOf(where);
  }

  Route route() {
    var route = Route.of("versions");
    for (var condition : where) {
      route = route.with("where", condition);
    }
    route = with(route, "type", type);
    if (within.isPresent()) {
      var names = within.get().split("/", 2);
      route = route.with(isRegistry ? "registry" : "team", isRegistry ? within.get() : names[0]);
      if (!isRegistry && names.length == 2) {
        route = route.with("project", names[1]);
      }
    }
    return with(route, "sort", sort);
  }

  private static Route with(Route route, String name, Optional<String> value) {
    return value.map(text -> route.with(name, text)).orElse(route);
  }
}
