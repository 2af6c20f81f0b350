// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.fact.Facts;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;

/// Lists the users that the actor may see (as [FindUser]), in order of creation.
public final class ListUsers {
  private final Facts facts;

  public ListUsers(Facts facts) {
    this.facts = facts;
  }

  public Page<User> run(Principal actor, PageRequest page) {
    return run(actor, "", page);
  }

  /// As above, those whose name holds the text, whatever the case.
  public Page<User> run(Principal actor, String text, PageRequest page) {
    return facts.read(reading ->
        switch (actor.role()) {
          case ADMIN, AUDITOR -> Users.all(reading, text, page);
          case MEMBER -> Users.around(reading, actor.userId(), text, page);
        });
  }
}
