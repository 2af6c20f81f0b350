// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.keep;

import io.cairn.core.access.Access;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;

/// Which rules hold, for whoever may read the place.
public final class ReadKeepRules {
  private final Facts facts;
  private final Access access;
  private final KeepScopes scopes;

  public ReadKeepRules(Facts facts, Access access, KeepScopes scopes) {
    this.facts = facts;
    this.access = access;
    this.scopes = scopes;
  }

  public Page<SetRule> run(Principal actor, PageRequest page) {
    return facts.read(reading -> KeepRuleRows.page(reading, access.readable(actor), page));
  }

  /// @throws Failure.NotFound if the scope has none of its own
  public SetRule of(Principal actor, String scope) {
    return facts.read(reading -> {
      var place = scopes.require(reading, actor, scope, Permission.READ);
      return KeepRuleRows.of(reading, place.scopeId())
          .orElseThrow(() -> new Failure.NotFound("a keep rule of '" + scope + "'"));
    });
  }
}
