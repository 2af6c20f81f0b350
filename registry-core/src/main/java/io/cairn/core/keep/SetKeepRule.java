// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.keep;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.time.Timeline;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Says what a team, registry or collection keeps, or that it keeps all again.
public final class SetKeepRule {
  private final Facts facts;
  private final KeepScopes scopes;
  private final Events events;
  private final Timeline timeline;

  public SetKeepRule(Facts facts, KeepScopes scopes, Events events, Timeline timeline) {
    this.facts = facts;
    this.scopes = scopes;
    this.events = events;
    this.timeline = timeline;
  }

  /// @param scope `vision`, `vision/digits/data` or `models/digits`
  /// @param rule empty to take it away; none to take away is no error
  /// @return the rule that holds there now
  /// @throws Failure.Forbidden unless the actor is an admin of the team or registry
  public Optional<SetRule> run(Principal actor, String scope, Optional<KeepRule> rule) {
    return facts.write(tx -> {
      var place = scopes.require(tx, actor, scope, Permission.ADMIN);
      var before = KeepRuleRows.of(tx, place.scopeId()).map(SetRule::rule);
      if (rule.isPresent()) {
        KeepRuleRows.put(
            tx, timeline.newId(), place, rule.get(), timeline.now(), actor.userId().value());
      } else {
        KeepRuleRows.delete(tx, place.scopeId());
      }
      if (!before.equals(rule)) {
        tell(tx, actor, place, before, rule);
      }
      return KeepRuleRows.of(tx, place.scopeId());
    });
  }

  private void tell(
      Tx tx,
      Principal actor,
      KeepScopes.Scope place,
      Optional<KeepRule> before,
      Optional<KeepRule> after) {
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("scope", place.path());
    data.put("before", before.map(KeepRule::toString).orElse(null));
    data.put("after", after.map(KeepRule::toString).orElse(null));
    UUID namespace = place.namespace().value();
    events.append(
        tx,
        actor.origin(),
        after.isPresent() ? "keep-rule.set" : "keep-rule.removed",
        namespace,
        place.scopeId().equals(namespace) ? "namespace" : "collection",
        place.scopeId(),
        JsonObject.of("data", data));
  }
}
