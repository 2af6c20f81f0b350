// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;

/// Finds a user by name. Installation admins and auditors see all; others see themselves and whom
/// they meet in a team or registry.
public final class FindUser {
  private final Facts facts;

  public FindUser(Facts facts) {
    this.facts = facts;
  }

  /// @throws Failure.NotFound if there is none, or none that the actor may see
  public User run(Principal actor, Name name) {
    return facts.read(reading ->
        Users.find(reading, name)
            .filter(user ->
                switch (actor.role()) {
                  case ADMIN, AUDITOR -> true;
                  case MEMBER -> Users.meet(reading, actor.userId(), user.id());
                })
            .orElseThrow(Users::notFound));
  }
}
