// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import java.util.EnumSet;
import java.util.Optional;

/// At the first start: makes the user `admin` and a key, so that there is somebody to make all
/// others. No word that was ever published opens the account.
public final class CreateFirstAdmin {
  private final Facts facts;
  private final CreateUser createUser;
  private final CreateKey createKey;

  public CreateFirstAdmin(Facts facts, CreateUser createUser, CreateKey createKey) {
    this.facts = facts;
    this.createUser = createUser;
    this.createKey = createKey;
  }

  /// The key of the new admin, for the caller to keep where only the operator reads; empty if there
  /// are users already.
  public Optional<KeyText> run() {
    return facts.write(tx -> {
      if (!Users.isEmpty(tx)) {
        return Optional.empty();
      }
      var admin =
          createUser.insert(
              tx,
              Events.Origin.SYSTEM,
              new CreateUser.Command(
                  new Name("admin"), Optional.empty(), UserKind.PERSON, InstallationRole.ADMIN));
      var key =
          createKey.insert(
              tx,
              Events.Origin.SYSTEM,
              admin,
              new Title("first start"),
              EnumSet.allOf(Scope.class),
              Optional.empty(),
              createKey.generate(KeyKind.PERSON));
      return Optional.of(key.text());
    });
  }
}
