// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.registry;

import io.cairn.core.access.Access;
import io.cairn.core.access.Namespace;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.NamespaceTombstones;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.Restoration;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import io.cairn.core.time.Timeline;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.JdbiException;

/// Brings a deleted team or registry back, with its members, projects, runs, protected aliases and
/// the collections that went with it. Its admins and installation admins only, as its deletion.
public final class UndeleteNamespace {
  private final Facts facts;
  private final Access access;
  private final NamespaceTombstones namespaces;
  private final Restoration restoration;
  private final Timeline timeline;
  private final Duration window;

  /// @param window for how long after its deletion it may come back
  public UndeleteNamespace(
      Facts facts,
      Access access,
      NamespaceTombstones namespaces,
      Restoration restoration,
      Timeline timeline,
      Duration window) {
    this.facts = facts;
    this.access = access;
    this.namespaces = namespaces;
    this.restoration = restoration;
    this.timeline = timeline;
    this.window = window;
  }

  /// @param name the one that it had
  /// @param id which one, if several of that name were deleted; without it the last
  /// @param as its name from now on, if another one has the old by now
  public record Command(NamespaceKind kind, Name name, Optional<UUID> id, Optional<Name> as) {
    public Command {
      as.ifPresent(given -> Name.ofNamespace("name", given.text()));
    }
  }

  /// Changes nothing if it lives.
  ///
  /// @throws Failure.NotFound if none of that name was deleted, or not for the actor
  /// @throws Failure.Gone `team.window-over`, `registry.window-over`
  /// @throws Failure.Conflict `name.taken`, `title.taken` if another has its name or title by now
  public Namespace run(Principal actor, Command command) {
    try {
      return facts.write(tx -> undelete(tx, actor, command));
    } catch (JdbiException e) {
      if (Facts.isUniqueViolation(e)) {
        throw taken(command);
      }
      throw e;
    }
  }

  private Namespace undelete(Tx tx, Principal actor, Command command) {
    var found = namespaces.find(tx, actor, command.kind(), command.name(), command.id());
    if (found.isEmpty()) {
      var living = access.require(tx, actor, command.kind(), command.name(), Permission.ADMIN);
      if (command.id().filter(id -> !id.equals(living.id().value())).isPresent()) {
        throw new Failure.NotFound("the deleted team or registry asked for");
      }
      return living;
    }
    var tomb = found.get().namespace();
    var until = found.get().deletedAt().plus(window);
    if (timeline.now().isAfter(until)) {
      throw new Failure.Gone(
          command.kind().text() + ".window-over",
          "'" + tomb.name() + "' could be brought back until " + until);
    }
    if (namespaces.restore(tx, actor, tomb, command.as().orElse(tomb.name()))) {
      restoration.restoreAll(tx, actor, tomb.id());
    }
    return access.require(tx, actor, tomb.id(), Permission.ADMIN);
  }

  private static Failure.Conflict taken(Command command) {
    return new Failure.Conflict(
        "name.taken",
        "another team or registry has the name or title of '"
            + command.name()
            + "' by now; bring it back under another name",
        command.as().orElse(command.name()).text());
  }
}
