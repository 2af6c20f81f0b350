// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.lineage;

import io.cairn.core.fact.Reading;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All that came of a node, whoever may read it: for use cases that must tell everybody concerned.
/// What a caller may see, [WalkLineage] answers.
public final class Descendants {
  private Descendants() {}

  /// @param steps each node but the root, and how many edges away it is
  /// @param hasMore whether bounds of number or depth cut the walk
  public record Found(Map<Node, Integer> steps, boolean hasMore) {
    public Found {
      steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
    }
  }

  /// At most [LineageQuestion#MAX_NODES] nodes, [LineageQuestion#MAX_DEPTH] edges away; one
  /// statement a step.
  public static Found of(Reading reading, Node root) {
    var walk =
        new Walk(
            List.of(root), Direction.DOWN, LineageQuestion.MAX_DEPTH, LineageQuestion.MAX_NODES);
    for (var depth = 1; depth <= LineageQuestion.MAX_DEPTH && walk.goesOn(); depth++) {
      walk.step(depth, EdgeRows.around(reading, walk.upFront(), walk.downFront(), walk.rowLimit()));
    }
    var steps = new LinkedHashMap<>(walk.depths());
    steps.remove(root);
    return new Found(steps, walk.isCut());
  }
}
