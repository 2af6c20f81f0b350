// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.Consumer;

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

  /// Does nothing if there are users already.
  ///
  /// @param keep puts the key where only the operator reads, durably; called before the key is made
  ///   valid, so that a crash between leaves a file without effect and never an admin whose key
  ///   nobody has
  /// @return whether the admin was made by this call
  public boolean run(Consumer<KeyText> keep) {
    if (!facts.read(Users::isEmpty)) {
      return false;
    }
    var key = createKey.generate(KeyKind.PERSON);
    keep.accept(key);
    return facts.write(tx -> insert(tx, key));
  }

  private boolean insert(Tx tx, KeyText key) {
    if (!Users.isEmpty(tx)) {
      return false;
    }
    var admin =
        createUser.insert(
            tx,
            Events.Origin.SYSTEM,
            new CreateUser.Command(
                new Name("admin"), Optional.empty(), UserKind.PERSON, InstallationRole.ADMIN));
    createKey.insert(
        tx,
        Events.Origin.SYSTEM,
        admin,
        new Title("first start"),
        EnumSet.allOf(Scope.class),
        Optional.empty(),
        key);
    return true;
  }
}
