// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import java.util.Map;
import java.util.Optional;

/// Changes a user's title or role, or disables or enables the user. Installation admins only. What
/// is left out stays as it is. A disabled user's keys stop at once.
public final class ChangeUser {
  private final Facts facts;
  private final Access access;
  private final RecognisedKeys recognised;
  private final Events events;

  public ChangeUser(Facts facts, Access access, RecognisedKeys recognised, Events events) {
    this.facts = facts;
    this.access = access;
    this.recognised = recognised;
    this.events = events;
  }

  /// What shall be different.
  public record Command(
      Optional<Title> title, Optional<InstallationRole> role, Optional<Boolean> isDisabled) {}

  /// @throws Failure.Conflict `user.last-admin` if no active installation admin would be left
  public User run(Principal actor, Name name, Command command) {
    access.requireInstallationAdmin(actor);
    var changed =
        facts.write(tx -> {
          var admins = Users.countActiveAdmins(tx);
          var before = Users.require(tx, name);
          var after =
              new User(
                  before.id(),
                  before.name(),
                  command.title().or(before::title),
                  before.kind(),
                  command.role().orElse(before.role()),
                  command.isDisabled().orElse(before.isDisabled()),
                  before.createdAt());
          if (isActiveAdmin(before) && !isActiveAdmin(after) && admins == 1) {
            throw new Failure.Conflict(
                "user.last-admin", "the last active admin of the installation must stay one");
          }
          Users.update(tx, after);
          events.append(
              tx,
              actor.origin(),
              "user.changed",
              null,
              "user",
              after.id().value(),
              JsonObject.of("data", Map.of("before", facts(before), "after", facts(after))));
          return after;
        });
    recognised.clear();
    return changed;
  }

  private static boolean isActiveAdmin(User user) {
    return user.role() == InstallationRole.ADMIN && !user.isDisabled();
  }

  private static Map<String, Object> facts(User user) {
    return Map.of(
        "title", user.title().map(Title::text).orElse(""),
        "role", user.role().text(),
        "isDisabled", user.isDisabled());
  }
}
