// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cairn.core.lineage.Edge;
import io.cairn.core.lineage.LineageGraph;
import io.cairn.core.lineage.Node;
import io.cairn.core.lineage.NodeDescription.OfRun;
import io.cairn.core.lineage.NodeDescription.OfVersion;
import io.cairn.core.lineage.NodeDescription.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A walked part of the lineage on the wire.
@Schema(name = "Lineage", description = "Nodes by their distance from the root, and their edges")
record LineageBody(
    @Schema(description = "The id of the node that the walk began at") String root,
    List<NodeBody> nodes,
    List<EdgeBody> edges,
    @Schema(description = "Whether edges were left out, for depth or number") boolean more) {

  /// A node: a version, a run, or (hidden) one that the caller may not read.
  @Schema(
      name = "LineageNode",
      description = "A version, a run, or a hidden node that has an id of this answer alone")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record NodeBody(
      String id,
      @Schema(examples = "version") String kind,
      int depth,
      @Schema(description = "Only there, and true, if the caller may not read it")
          @Nullable Boolean hidden,
      @Schema(
              description =
                  "Of the collection or run; for a version whose home the caller may not"
                      + " read, that of a link")
          @Nullable String path,
      @Nullable String version,
      @Nullable String digest,
      @Nullable String type,
      @Nullable List<String> aliases,
      @Schema(description = "Where a version is linked to") @Nullable List<PlaceBody> links,
      @Nullable String title,
      @Schema(
              description =
                  "Of a run its state, of a version `live` or `recalled`; `deleted` for either")
          @Nullable String state,
      @Schema(description = "Only there, and true, if edges of this node were left out")
          @Nullable Boolean more) {}

  /// Where a version is linked to.
  @Schema(name = "LineagePlace")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PlaceBody(
      String path,
      String version,
      String type,
      List<String> aliases,
      @Schema(description = "Only there, and true, if it is recalled there")
          @Nullable Boolean recalled) {
    static PlaceBody of(Place place) {
      return new PlaceBody(
          place.path(),
          "v" + place.index(),
          place.type(),
          place.aliases(),
          place.isRecalled() ? Boolean.TRUE : null);
    }
  }

  /// An edge, from the earlier thing to the later.
  @Schema(name = "LineageEdge")
  record EdgeBody(
      String from,
      String to,
      @Schema(
              description =
                  "output (run to version), input (version to run), parent (run to run),"
                      + " derived or link (version to version)")
          String kind) {}

  static LineageBody of(Node root, LineageGraph graph) {
    return new LineageBody(root.id().toString(), nodes(graph), edges(graph), graph.hasMore());
  }

  static List<NodeBody> nodes(LineageGraph graph) {
    var ids = ids(graph);
    return graph.nodes().stream().map(found -> node(found, id(ids, found.node()))).toList();
  }

  static List<EdgeBody> edges(LineageGraph graph) {
    return edges(ids(graph), graph.edges());
  }

  static List<EdgeBody> edges(Map<Node, String> ids, List<Edge> edges) {
    return edges.stream()
        .map(e -> new EdgeBody(id(ids, e.from()), id(ids, e.to()), e.kind().word()))
        .toList();
  }

  /// Hidden nodes have names of one answer alone.
  static Map<Node, String> ids(LineageGraph graph) {
    var ids = new HashMap<Node, String>();
    for (var found : graph.nodes()) {
      ids.put(
          found.node(),
          found.description().isPresent()
              ? found.node().id().toString()
              : "hidden-" + (ids.size() + 1));
    }
    return ids;
  }

  private static String id(Map<Node, String> ids, Node node) {
    return ids.getOrDefault(node, "");
  }

  private static NodeBody node(LineageGraph.Found found, String id) {
    var kind = found.node().kind().word();
    var more = found.hasMore() ? Boolean.TRUE : null;
    return switch (found.description().orElse(null)) {
      case null ->
          new NodeBody(
              id, kind, found.depth(), true, null, null, null, null, null, null, null, null, null);
      case OfRun run ->
          new NodeBody(
              id,
              kind,
              found.depth(),
              null,
              run.path(),
              null,
              null,
              null,
              null,
              null,
              run.title().orElse(null),
              run.isDeleted() ? "deleted" : run.state(),
              more);
      case OfVersion version -> version(version, id, kind, found.depth(), more);
    };
  }

  /// At its home, or at every place that the caller may read.
  private static boolean isRecalled(OfVersion version) {
    return version.home().isPresent()
        ? version.home().get().isRecalled()
        : !version.links().isEmpty() && version.links().stream().allMatch(Place::isRecalled);
  }

  private static NodeBody version(
      OfVersion version, String id, String kind, int depth, @Nullable Boolean more) {
    var place = Stream.concat(version.home().stream(), version.links().stream()).findFirst();
    return new NodeBody(
        id,
        kind,
        depth,
        null,
        place.map(Place::path).orElse(null),
        place.map(p -> "v" + p.index()).orElse(null),
        "sha256:" + version.digest(),
        place.map(Place::type).orElse(null),
        place.map(Place::aliases).orElse(null),
        version.links().stream().map(PlaceBody::of).toList(),
        null,
        version.isDeleted() ? "deleted" : isRecalled(version) ? "recalled" : "live",
        more);
  }
}
