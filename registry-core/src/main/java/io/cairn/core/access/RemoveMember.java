// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Name;
import java.util.Map;

/// Takes a user out of a team or registry. Its admins and installation admins, and everybody
/// himself.
public final class RemoveMember {
  private final Facts facts;
  private final Access access;
  private final Events events;

  public RemoveMember(Facts facts, Access access, Events events) {
    this.facts = facts;
    this.access = access;
    this.events = events;
  }

  /// Who shall leave what.
  public record Command(NamespaceKind kind, Name namespace, Name user) {}

  /// @throws Failure.Forbidden `team.admin` or `registry.admin`
  /// @throws Failure.NotFound if there is no such team or registry, or the user is not in it
  public void run(Principal actor, Command command) {
    var needed =
        command.user().key().equals(actor.name().key()) ? Permission.READ : Permission.ADMIN;
    facts.write(tx -> {
      var namespace = access.require(tx, actor, command.kind(), command.namespace(), needed);
      // One text, whether there is no such user or he is not in it.
      var user = Users.find(tx, command.user()).orElseThrow(RemoveMember::noMember);
      var before = Members.role(tx, namespace.id(), user.id()).orElseThrow(RemoveMember::noMember);
      Members.remove(tx, namespace.id(), user.id());
      events.append(
          tx,
          actor.origin(),
          namespace.kind().text() + ".member-removed",
          namespace.id().value(),
          "user",
          user.id().value(),
          JsonObject.of("data", Map.of("before", before.text(), "after", "none")));
      return namespace;
    });
  }

  private static Failure.NotFound noMember() {
    return new Failure.NotFound("a member of that name");
  }
}
