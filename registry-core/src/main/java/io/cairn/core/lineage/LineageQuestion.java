// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.lineage;

import io.cairn.core.failure.Failure;

/// How far to walk.
///
/// @param depth how many edges away from the root, 1 to 50
/// @param limit how many nodes at most, 1 to 5,000
public record LineageQuestion(Node root, Direction direction, int depth, int limit) {
  public static final int DEFAULT_DEPTH = 10;
  public static final int MAX_DEPTH = 50;
  public static final int MAX_NODES = 5_000;

  public LineageQuestion {
    if (depth < 1 || depth > MAX_DEPTH) {
      throw new Failure.Invalid("depth", "depth.range", "depth must be from 1 to " + MAX_DEPTH);
    }
    if (limit < 1 || limit > MAX_NODES) {
      throw new Failure.Invalid("limit", "limit.range", "limit must be from 1 to " + MAX_NODES);
    }
  }
}
