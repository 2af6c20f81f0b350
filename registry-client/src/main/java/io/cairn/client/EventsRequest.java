// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Which events somebody wants. Immutable: each `with…` answers a new request.
///
/// @param after place of the last event that was read; without it a list begins with the first one,
///   and following begins now
/// @param kinds such as `alias.moved`, or `alias.*`; empty for all
/// @param in a team, registry, project, collection, model or run; empty for all that may be read
public record EventsRequest(OptionalLong after, List<String> kinds, Optional<String> in) {
  public static final EventsRequest ALL =
      new EventsRequest(OptionalLong.empty(), List.of(), Optional.empty());

  public EventsRequest {
    kinds = List.copyOf(kinds);
  }

  public EventsRequest after(long place) {
    return new EventsRequest(OptionalLong.of(place), kinds, in);
  }

  public EventsRequest kinds(List<String> values) {
    return new EventsRequest(after, values, in);
  }

  public EventsRequest in(String path) {
    return new EventsRequest(after, kinds, Optional.of(path));
  }

  Route on(String... segments) {
    var route = Route.of(segments);
    for (var kind : kinds) {
      route = route.with("kind", kind);
    }
    return in.isPresent() ? route.with("in", in.get()) : route;
  }
}
