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

/// Makes a user. Installation admins only.
public final class CreateUser {
  private final Facts facts;
  private final Access access;
  private final Events events;
  private final Timeline timeline;

  public CreateUser(Facts facts, Access access, Events events, Timeline timeline) {
    this.facts = facts;
    this.access = access;
    this.events = events;
    this.timeline = timeline;
  }

  /// The user to make.
  public record Command(Name name, Optional<Title> title, UserKind kind, InstallationRole role) {}

  /// @throws Failure.Conflict `name.taken` if a user has the name, in whatever case
  public User run(Principal actor, Command command) {
    access.requireInstallationAdmin(actor);
    return facts.write(tx -> insert(tx, actor.origin(), command));
  }

  /// Also for the first admin, whom nobody could authorise.
  User insert(Tx tx, Events.Origin origin, Command command) {
    var user =
        new User(
            new UserId(timeline.newId()),
            command.name(),
            command.title(),
            command.kind(),
            command.role(),
            false,
            timeline.now());
    try {
      Users.insert(tx, user);
    } catch (JdbiException e) {
      throw Facts.isUniqueViolation(e) ? taken(command.name()) : e;
    }
    events.append(
        tx,
        origin,
        "user.created",
        null,
        "user",
        user.id().value(),
        JsonObject.of(
            "data",
            Map.of(
                "name", user.name().text(),
                "kind", user.kind().text(),
                "role", user.role().text())));
    return user;
  }

  private static Failure.Conflict taken(Name name) {
    return new Failure.Conflict(
        "name.taken", "the user name '" + name + "' is taken; choose another");
  }
}
