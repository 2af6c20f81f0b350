// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.lineage;

import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.failure.Failure;
import io.cairn.core.page.PageRequest;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
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
    var roots = List.of(question.root());
    var graph =
        from(reading, actor, roots, question.direction(), question.depth(), question.limit());
    if (graph.nodes().getFirst().description().isEmpty()) {
      throw new Failure.NotFound("the version or run asked for");
    }
    return graph;
  }

  /// As [#run], from several roots at once: all at distance 0, in their order. For use cases that
  /// know that the actor may read them; one that the actor may not is shown without a name.
  ///
  /// @param roots at most `limit`
  /// @param depth see [LineageQuestion]
  /// @param limit see [LineageQuestion]
  public LineageGraph from(
      Reading reading,
      Principal actor,
      Collection<Node> roots,
      Direction direction,
      int depth,
      int limit) {
    var walk = new Walk(roots, direction, depth, limit);
    for (var step = 1; step <= depth && walk.goesOn(); step++) {
      walk.step(step, EdgeRows.around(reading, walk.upFront(), walk.downFront(), walk.rowLimit()));
    }
    return walk.graph(describe(reading, actor, walk.nodes()));
  }

  /// One step, page by page: for nodes of which a walk left edges out.
  ///
  /// @param id of a node
  /// @param direction up or down
  /// @throws Failure.NotFound if there is no such node that the actor may read
  /// @throws Failure.Invalid field `direction` if it is both
  public LineageStep step(Principal actor, UUID id, Direction direction, PageRequest page) {
    if (direction == Direction.BOTH) {
      throw new Failure.Invalid(
          "direction", "lineage.direction", "direction of a single step must be up or down");
    }
    return facts.read(reading -> {
      var near = nodeOf(reading, actor, id);
      var edges = EdgeRows.page(reading, direction.goesUp(), near, page);
      var ends = new LinkedHashSet<Node>();
      edges.items().forEach(edge -> ends.add(direction.goesUp() ? edge.from() : edge.to()));
      return new LineageStep(near, edges, describe(reading, actor, ends));
    });
  }

  private Node nodeOf(Reading reading, Principal actor, UUID id) {
    return Arrays.stream(NodeKind.values())
        .filter(kind -> catalog(kind).describe(reading, actor, List.of(id)).containsKey(id))
        .findFirst()
        .map(kind -> new Node(kind, id))
        .orElseThrow(() -> new Failure.NotFound("the version or run asked for"));
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
