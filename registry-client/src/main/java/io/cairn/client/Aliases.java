// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/// Movable names of the versions of one collection or registered model.
public final class Aliases {
  /// As an expectation: the alias must not exist yet.
  public static final String NONE = "none";

  private final Transport transport;

  Aliases(Transport transport) {
    this.transport = transport;
  }

  /// What an alias points at. `json` is the server's whole answer.
  public record Alias(
      String alias,
      String version,
      String digest,
      String movedAt,
      String movedBy,
      boolean isProtected,
      boolean isSystem,
      JsonNode json) {
    static Alias of(JsonNode node) {
      return new Alias(
          Json.text(node, "alias"),
          Json.text(node, "version"),
          Json.text(node, "digest"),
          Json.text(node, "movedAt"),
          Json.text(node, "movedBy"),
          Json.isTrue(node, "isProtected"),
          Json.isTrue(node, "isSystem"),
          node);
    }
  }

  /// Points `alias` at the version that `ref` selects.
  ///
  /// @param expected version that must hold the alias now (`v2`), or [#NONE]; a stale one changes
  ///   nothing and is refused with code `alias.expected`. Without it the last writer wins.
  public Alias set(String ref, String alias, Optional<String> expected, Optional<String> reason) {
    var reference = Reference.parse(ref);
    var body = Json.object().put("version", reference.selectorOrLatest());
    expected.ifPresent(text -> body.put("expected", text));
    reason.ifPresent(text -> body.put("reason", text));
    var call = Call.put(route(reference, alias), body);
    return Alias.of(transport.json(expected.isPresent() ? call.once() : call));
  }

  /// Takes the alias away; its history stays.
  public void remove(String ref, String alias, Optional<String> expected) {
    var route = route(Reference.parse(ref), alias);
    transport.json(
        expected
            .map(text -> Call.delete(route.with("expected", text)).once())
            .orElseGet(() -> Call.delete(route)));
  }

  /// The alias as it stands now.
  public Alias get(String ref, String alias) {
    return Alias.of(transport.json(Call.get(route(Reference.parse(ref), alias))));
  }

  /// All aliases of the collection.
  public List<Alias> list(String collection) {
    var route = Reference.parse(collection).collectionRoute().plus("aliases");
    return Pages.list(transport, route, Long.MAX_VALUE, Alias::of);
  }

  /// Every move, newest first: `alias, from, to, movedAt, movedBy, reason`.
  public List<JsonNode> history(String ref, String alias) {
    var route = route(Reference.parse(ref), alias).plus("history");
    return Pages.list(transport, route, Long.MAX_VALUE, node -> node);
  }

  /// What to roll back, and how.
  ///
  /// @param to version that held the alias before; without it the last one before the present
  ///   holder that is neither deleted nor recalled
  /// @param expected version that must hold the alias now, or [#NONE]; a stale one changes nothing
  ///   and is refused with code `alias.expected`
  public record Rollback(
      Optional<String> to, Optional<String> expected, Optional<String> reason, boolean isDryRun) {}

  /// Moves the alias back to a former holder: `from, to, skipped, now`.
  public JsonNode rollBack(String collection, String alias, Rollback rollback) {
    var body = Json.object().put("dryRun", rollback.isDryRun());
    rollback.to().ifPresent(text -> body.put("to", text));
    rollback.expected().ifPresent(text -> body.put("expected", text));
    rollback.reason().ifPresent(text -> body.put("reason", text));
    var route = route(Reference.parse(collection), alias).plus("rollback");
    return transport.json(Call.post(route, body));
  }

  private static Route route(Reference reference, String alias) {
    return reference.collectionRoute().plus("aliases", alias);
  }
}
