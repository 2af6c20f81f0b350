// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.lineage;

import io.cairn.core.page.Page;
import java.util.Map;

/// Some edges of one node in one direction, in a stable order.
///
/// @param edges each with `near` at its one end
/// @param known what the far ends are that the caller may read; others have no name
public record LineageStep(Node near, Page<Edge> edges, Map<Node, NodeDescription> known) {
  public LineageStep {
    known = Map.copyOf(known);
  }
}
