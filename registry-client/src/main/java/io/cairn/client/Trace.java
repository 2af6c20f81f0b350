// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.Lineage.Graph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a file, a version or a run has touched.
///
/// @param digest of the file; empty where a version or a run was traced
/// @param roots ids of the nodes where it begins: the versions that hold the file
/// @param bearers the aliases that are at a version of the graph, then those that were
/// @param isWhole false if something was left out: more versions hold the file than were asked for,
///   the walk was cut, or there are too many aliases
public record Trace(
    Optional<String> digest,
    List<String> roots,
    Graph graph,
    List<Bearer> bearers,
    boolean isWhole,
    JsonNode json) {

  /// One time in which an alias pointed at a version.
  ///
  /// @param path collection or registered model
  /// @param node id of the version's node
  /// @param until empty if it points there now
  public record Bearer(
      String path,
      String alias,
      String version,
      String node,
      String from,
      Optional<String> until,
      String movedBy,
      String reason) {
    static Bearer of(JsonNode node) {
      return new Bearer(
          Json.text(node, "path"),
          Json.text(node, "alias"),
          Json.text(node, "version"),
          Json.text(node, "node"),
          Json.text(node, "from"),
          Optional.ofNullable(Json.textOrNull(node, "until")),
          Json.text(node, "movedBy"),
          Json.text(node, "reason"));
    }

    /// Whether it points there now.
    public boolean isCurrent() {
      return until.isEmpty();
    }
  }

  /// Puts the pages of an answer together: a node or an alias that several pages have is one.
  static final class Pages {
    private final ObjectNode whole = Json.object();
    private final Set<JsonNode> seen = new HashSet<>();
    private int number;

    Pages() {
      whole.putNull("digest");
      List.of("roots", "nodes", "edges", "bearers").forEach(whole::putArray);
      whole.put("more", false).put("moreBearers", false);
    }

    void add(JsonNode page) {
      whole.set("digest", page.path("digest"));
      page.path("roots").forEach(root -> addNew("roots", root, root));
      for (var node : page.path("nodes")) {
        addNew("nodes", named(node, "id"), named(node.path("id")));
      }
      for (var edge : page.path("edges")) {
        var named = named(named(edge, "from"), "to");
        addNew("edges", named, named);
      }
      page.path("bearers").forEach(bearer -> addNew("bearers", bearer, bearer));
      for (var mark : List.of("more", "moreBearers")) {
        whole.put(mark, Json.isTrue(whole, mark) || Json.isTrue(page, mark));
      }
      number++;
    }

    /// Hidden nodes have names of one page alone.
    private JsonNode named(JsonNode id) {
      var text = id.asText();
      return number > 0 && text.startsWith("hidden-") ? whole.textNode(text + "-" + number) : id;
    }

    private JsonNode named(JsonNode object, String field) {
      var copy = object.<ObjectNode>deepCopy();
      copy.set(field, named(object.path(field)));
      return copy;
    }

    private void addNew(String list, JsonNode item, JsonNode key) {
      if (seen.add(Json.object().set(list, key))) {
        whole.withArray(list).add(item);
      }
    }

    /// @param isLast whether there is no further page
    Trace trace(boolean isLast) {
      var isWhole = isLast && !Json.isTrue(whole, "more") && !Json.isTrue(whole, "moreBearers");
      whole.put("complete", isWhole);
      var bearers = new ArrayList<Bearer>();
      whole.path("bearers").forEach(node -> bearers.add(Bearer.of(node)));
      bearers.sort(Comparator.comparing(bearer -> !bearer.isCurrent()));
      return new Trace(
          Optional.ofNullable(Json.textOrNull(whole, "digest")),
          Json.texts(whole, "roots"),
          Lineage.graph(whole),
          List.copyOf(bearers),
          isWhole,
          whole);
    }
  }
}
