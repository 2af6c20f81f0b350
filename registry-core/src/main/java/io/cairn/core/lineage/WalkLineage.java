// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.lineage;

import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.failure.Failure;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Where a version or run comes from, and what came of it.
///
/// One statement a step, and one for each kind of node to say what the nodes are. A node that the
/// caller may not read is shown without a name, and nothing is shown that only such nodes lead to.
public final class WalkLineage {
  private final Facts facts;
  private final Map<NodeKind, NodeCatalog> catalogs;

  /// @throws IllegalArgumentException unless there is one catalogue for each kind of node
  public WalkLineage(Facts facts, Collection<? extends NodeCatalog> catalogs) {
    this.facts = facts;
    this.catalogs = new EnumMap<>(NodeKind.class);
    catalogs.forEach(catalog -> this.catalogs.put(catalog.kind(), catalog));
    if (this.catalogs.size() != NodeKind.values().length) {
      throw new IllegalArgumentException("a catalogue is needed for each kind of node");
    }
  }

  /// @throws Failure.NotFound if the caller may not read the root
  public LineageGraph run(Principal actor, LineageQuestion question) {
    return facts.read(reading -> walk(reading, actor, question));
  }

  LineageGraph walk(Reading reading, Principal actor, LineageQuestion question) {
    var walk = new Walk(question);
    for (var depth = 1; depth <= question.depth() && walk.goesOn(); depth++) {
      walk.step(depth, EdgeRows.around(reading, walk.upFront(), walk.downFront(), walk.rowLimit()));
    }
    var known = describe(reading, actor, walk.nodes());
    if (!known.containsKey(question.root())) {
      throw new Failure.NotFound("the version or run asked for");
    }
    return walk.graph(known);
  }

  private Map<Node, NodeDescription> describe(
      Reading reading, Principal actor, Collection<Node> nodes) {
    var known = new HashMap<Node, NodeDescription>();
    for (var kind : NodeKind.values()) {
      List<UUID> ids = nodes.stream().filter(n -> n.kind() == kind).map(Node::id).toList();
      if (!ids.isEmpty()) {
        catalog(kind)
            .describe(reading, actor, ids)
            .forEach((id, description) -> known.put(new Node(kind, id), description));
      }
    }
    return known;
  }

  private NodeCatalog catalog(NodeKind kind) {
    var catalog = catalogs.get(kind);
    if (catalog == null) {
      throw new IllegalStateException("no catalogue for " + kind);
    }
    return catalog;
  }
}
