// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Name;
import io.cairn.core.time.Timeline;
import java.util.Map;

/// Gives a user a role in a team or registry, or another role than before. Its admins and
/// installation admins only.
public final class SetMember {
  private final Facts facts;
  private final Access access;
  private final Events events;
  private final Timeline timeline;

  public SetMember(Facts facts, Access access, Events events, Timeline timeline) {
    this.facts = facts;
    this.access = access;
    this.events = events;
    this.timeline = timeline;
  }

  /// Who shall be what, where.
  public record Command(NamespaceKind kind, Name namespace, Name user, Role role) {}

  /// @throws Failure.Forbidden `team.admin` or `registry.admin`
  /// @throws Failure.NotFound if there is no such team, registry or user
  public Member run(Principal actor, Command command) {
    return facts.write(tx -> {
      var namespace =
          access.require(tx, actor, command.kind(), command.namespace(), Permission.ADMIN);
      var user = Users.require(tx, command.user());
      var before = Members.role(tx, namespace.id(), user.id());
      Members.put(tx, namespace.id(), user.id(), command.role(), timeline.now());
      events.append(
          tx,
          actor.origin(),
          namespace.kind().text() + ".member-set",
          namespace.id().value(),
          "user",
          user.id().value(),
          JsonObject.of(
              "data",
              Map.of(
                  "before", before.map(Role::text).orElse("none"),
                  "after", command.role().text())));
      return Members.find(tx, namespace.id(), user.id()).orElseThrow();
    });
  }
}
