// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What teams, registries and collections keep of their old versions; and deleting many at once.
/// Answers are the server's objects as JSON.
public final class KeepRules {
  private static final int PAGE = 500;

  private final Transport transport;

  KeepRules(Transport transport) {
    this.transport = transport;
  }

  /// @param last so many of the newest of each collection stay
  /// @param ancestorDays what protected aliases pointed at within so many days stays, with all that
  ///   it was made of; 0: no such care
  /// @param expireAfterDays what nothing keeps goes when it is so many days old
  public record Rule(long last, long ancestorDays, long expireAfterDays) {}

  public List<JsonNode> list() {
    return Pages.list(transport, Route.of("keep-rules"), Long.MAX_VALUE, node -> node);
  }

  /// @param scope `vision`, `vision/digits/data` or `models/digits`
  public JsonNode find(String scope) {
    return transport.json(Call.get(one(scope)));
  }

  public JsonNode set(String scope, Rule rule) {
    var body = Json.object().put("keepLast", rule.last());
    body.put("ancestorDays", rule.ancestorDays()).put("expireAfterDays", rule.expireAfterDays());
    return transport.json(Call.put(one(scope), body));
  }

  public void remove(String scope) {
    transport.json(Call.delete(one(scope)));
  }

  /// What becomes of each version.
  ///
  /// @param rule to try; empty for the one that holds there
  public void preview(String scope, Optional<Rule> rule, Consumer<JsonNode> sink) {
    var route = Route.of("keep-rules", "preview").with("scope", scope);
    if (rule.isPresent()) {
      route =
          route
              .with("keepLast", Long.toString(rule.get().last()))
              .with("ancestorDays", Long.toString(rule.get().ancestorDays()))
              .with("expireAfterDays", Long.toString(rule.get().expireAfterDays()));
    }
    Pages.each(transport, route, Long.MAX_VALUE, sink);
  }

  /// Applies all rules now. Follow it with [Upkeep#await] and [#applied].
  public JsonNode apply() {
    return transport.json(Call.post(Route.of("keep-rules", "apply"), Json.object()));
  }

  /// The application under way, or the last one.
  public JsonNode applied() {
    return transport.json(Call.get(Route.of("keep-rules", "apply")));
  }

  private static Route one(String scope) {
    return Route.of("keep-rules", "one").with("scope", scope);
  }

  /// Deletes what a search finds, as one deletion; what is linked, aliased or a base stays.
  ///
  /// @param isDryRun only says what would go
  /// @param sink is given a verdict for each version
  /// @return the deletion, which undoes all; empty if nothing was deleted
  public Optional<String> delete(VersionSearch search, boolean isDryRun, Consumer<JsonNode> sink) {
    var body = body(search).put("dryRun", isDryRun).put("limit", PAGE);
    Optional<String> deletion = Optional.empty();
    while (true) {
      var answer = transport.json(Call.post(Route.of("deletions"), body));
      answer.path("items").forEach(sink);
      var id = Json.textOrNull(answer, "deletion");
      if (id != null) {
        deletion = Optional.of(id);
        body.put("deletion", id);
      }
      var next = Json.textOrNull(answer, "next");
      if (next == null) {
        return deletion;
      }
      body.put("cursor", next);
    }
  }

  private static ObjectNode body(VersionSearch search) {
    var body = Json.object();
    body.set("where", Json.texts(new ArrayList<>(search.where())));
    search.type().ifPresent(type -> body.put("type", type));
    if (search.within().isPresent()) {
      var names = search.within().get().split("/", 2);
      body.put(search.isRegistry() ? "registry" : "team", names[0]);
      if (names.length == 2) {
        body.put("project", names[1]);
      }
    }
    return body;
  }

  /// Deletions of many versions, newest first, at most `max`.
  public List<JsonNode> deletions(long max) {
    return Pages.list(transport, Route.of("deletions"), max, node -> node);
  }

  /// Brings back all that a deletion took along: `restored`, `stayed`, `why`.
  public JsonNode undo(String deletion) {
    return transport.json(Call.post(Route.of("deletions", deletion, "undo"), Json.object()));
  }
}
