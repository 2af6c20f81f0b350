// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import io.cairn.core.time.Timeline;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;

/// Renames a team or registry, changes its title, or opens or closes a registry. Its admins and
/// installation admins only. What is left out stays as it is; the former name answers until
/// somebody takes it.
public final class ChangeNamespace {
  private final Facts facts;
  private final Access access;
  private final Events events;
  private final Timeline timeline;

  public ChangeNamespace(Facts facts, Access access, Events events, Timeline timeline) {
    this.facts = facts;
    this.access = access;
    this.events = events;
    this.timeline = timeline;
  }

  /// What shall be different.
  public record Command(Optional<Name> name, Optional<Title> title, Optional<Boolean> isOpen) {
    public Command {
      name.ifPresent(given -> Name.ofNamespace("name", given.text()));
    }
  }

  /// @throws Failure.Forbidden `team.admin` or `registry.admin`
  /// @throws Failure.Conflict `name.taken` or `title.taken`
  public Namespace run(Principal actor, NamespaceKind kind, Name name, Command command) {
    return facts.write(tx -> {
      var found = access.require(tx, actor, kind, name, Permission.ADMIN);
      Namespaces.lock(tx, found.id());
      // Only now, that nobody else's change can come between.
      var before = access.require(tx, actor, found.id(), Permission.ADMIN);
      if (kind == NamespaceKind.TEAM && command.isOpen().orElse(false)) {
        throw new Failure.Invalid("open", "team.closed", "a team can't be open; a registry can");
      }
      var after =
          new Namespace(
              before.id(),
              before.kind(),
              command.name().orElse(before.name()),
              command.title().or(before::title),
              command.isOpen().orElse(before.isOpen()),
              before.createdAt());
      Namespaces.requireFree(tx, after);
      try {
        Namespaces.update(tx, before, after, timeline.now());
      } catch (JdbiException e) {
        throw Facts.isUniqueViolation(e) ? Namespaces.nameTaken(after.name()) : e;
      }
      events.append(
          tx,
          actor.origin(),
          kind.text() + ".changed",
          after.id().value(),
          kind.text(),
          after.id().value(),
          JsonObject.of("data", Map.of("before", facts(before), "after", facts(after))));
      return after;
    });
  }

  private static Map<String, Object> facts(Namespace namespace) {
    return Map.of(
        "name", namespace.name().text(),
        "title", namespace.title().map(Title::text).orElse(""),
        "isOpen", namespace.isOpen());
  }
}
