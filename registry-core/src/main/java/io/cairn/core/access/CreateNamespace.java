// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import io.cairn.core.time.Timeline;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;

/// Makes a team or a registry. Installation admins only.
public final class CreateNamespace {
  private final Facts facts;
  private final Access access;
  private final Events events;
  private final Timeline timeline;

  public CreateNamespace(Facts facts, Access access, Events events, Timeline timeline) {
    this.facts = facts;
    this.access = access;
    this.events = events;
    this.timeline = timeline;
  }

  /// @param isOpen whether every user may read it; false for a team
  public record Command(NamespaceKind kind, Name name, Optional<Title> title, boolean isOpen) {
    public Command {
      Name.ofNamespace("name", name.text());
      if (isOpen && kind == NamespaceKind.TEAM) {
        throw new Failure.Invalid("open", "team.closed", "a team can't be open; a registry can");
      }
    }
  }

  /// @throws Failure.Conflict `name.taken` if a team or registry has the name, in whatever case, or
  ///   `title.taken`
  public Namespace run(Principal actor, Command command) {
    access.requireInstallationAdmin(actor);
    return facts.write(tx -> insert(tx, actor, command));
  }

  private Namespace insert(Tx tx, Principal actor, Command command) {
    var namespace =
        new Namespace(
            new NamespaceId(timeline.newId()),
            command.kind(),
            command.name(),
            command.title(),
            command.isOpen(),
            timeline.now());
    Namespaces.requireFree(tx, namespace);
    try {
      Namespaces.insert(tx, namespace);
    } catch (JdbiException e) {
      throw Facts.isUniqueViolation(e) ? Namespaces.nameTaken(command.name()) : e;
    }
    events.append(
        tx,
        actor.origin(),
        command.kind().text() + ".created",
        namespace.id().value(),
        command.kind().text(),
        namespace.id().value(),
        JsonObject.of(
            "data", Map.of("name", namespace.name().text(), "isOpen", namespace.isOpen())));
    return namespace;
  }
}
