// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.Lineage.Direction;
import java.util.List;
import java.util.Map;

/// What to trace through the lineage, and how far. Immutable: each `with…` answers a new request.
///
/// @param query where it begins, as the server reads it
/// @param depth steps from there, 1 to 50
/// @param onlyAliased whether to leave out what leads to nothing that bears or bore an alias
/// @param maxHolders how many versions that hold the file are asked for, at most
public record TraceRequest(
    Map<String, String> query,
    Direction direction,
    int depth,
    boolean onlyAliased,
    int maxHolders) {
  private static final int DEFAULT_DEPTH = 10;
  private static final int DEFAULT_HOLDERS = 1_000;

  public TraceRequest {
    query = Map.copyOf(query);
  }

  /// @param digest `sha256:` of a file's bytes, or of a version
  public static TraceRequest ofDigest(String digest) {
    return of(Map.of("digest", digest));
  }

  /// @param path of a file in the version that `ref` means
  public static TraceRequest ofPath(String ref, String path) {
    return of(Map.of("ref", ref, "path", path));
  }

  /// @param start a version's reference, or a run's path `team/project/runs/id`
  public static TraceRequest of(String start) {
    return of(Map.of(start.contains("/runs/") ? "run" : "ref", start));
  }

  private static TraceRequest of(Map<String, String> query) {
    return new TraceRequest(query, Direction.DOWN, DEFAULT_DEPTH, false, DEFAULT_HOLDERS);
  }

  public TraceRequest direction(Direction value) {
    return new TraceRequest(query, value, depth, onlyAliased, maxHolders);
  }

  public TraceRequest depth(int value) {
    return new TraceRequest(query, direction, value, onlyAliased, maxHolders);
  }

  public TraceRequest onlyAliased(boolean value) {
    return new TraceRequest(query, direction, depth, value, maxHolders);
  }

  public TraceRequest maxHolders(int value) {
    return new TraceRequest(query, direction, depth, onlyAliased, value);
  }

  Route route() {
    var route = Route.of("lineage", "file");
    for (var name : List.of("digest", "ref", "path", "run")) {
      var value = query.get(name);
      route = value == null ? route : route.with(name, value);
    }
    return route
        .with("direction", direction.wire())
        .with("depth", Integer.toString(depth))
        .with("onlyAliased", Boolean.toString(onlyAliased));
  }
}
