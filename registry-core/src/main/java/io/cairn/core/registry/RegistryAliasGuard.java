// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.registry;

import io.cairn.core.access.Access;
import io.cairn.core.access.NamespaceId;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.AliasChange;
import io.cairn.core.artifact.AliasGuard;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Label;
import java.util.Comparator;
import java.util.Set;

/// The rule of protected aliases, for every way round it: one question, whatever the verb. An alias
/// that was set before its name became protected is guarded from then on.
public final class RegistryAliasGuard implements AliasGuard {
  private final Access access;

  public RegistryAliasGuard(Access access) {
    this.access = access;
  }

  @Override
  public void check(Reading reading, Principal who, AliasChange change) {
    if (change.aliases().isEmpty()) {
      return;
    }
    if (reading instanceof Tx tx) {
      ProtectedAliases.share(tx, change.namespace());
    }
    var keys = ProtectedAliases.keys(reading, change.namespace());
    change.aliases().stream()
        .filter(alias -> keys.contains(alias.key()))
        .min(Comparator.comparing(Label::key))
        .filter(_ -> !access.allows(reading, who, change.namespace(), Permission.ADMIN))
        .ifPresent(alias -> {
          throw new Failure.Forbidden("alias.protected", refusal(alias, change.verb()));
        });
  }

  @Override
  public Set<String> protectedKeys(Reading reading, NamespaceId namespace) {
    return ProtectedAliases.keys(reading, namespace);
  }

  private static String refusal(Label alias, AliasChange.Verb verb) {
    var who = "; only an admin of the registry may do this";
    return switch (verb) {
      case MOVE -> "alias '" + alias + "' is protected here and may not be set" + who;
      case REMOVE -> "alias '" + alias + "' is protected here and may not be removed" + who;
      case UNLINK ->
          "this link bears the protected alias '" + alias + "' and may not be taken out" + who;
      case DELETE_VERSION ->
          "this version bears the protected alias '" + alias + "' and may not be deleted" + who;
      // The actor may not be allowed to see that registry: no word of its aliases.
      case DELETE_SOURCE -> "a registry holds a link to this that bears a protected alias" + who;
      case RENAME_COLLECTION ->
          "a version of this bears the protected alias '" + alias + "': no new name" + who;
      case DELETE_COLLECTION ->
          "a version of this bears the protected alias '" + alias + "': no deletion" + who;
      case UNDELETE_COLLECTION ->
          "the protected alias '" + alias + "' would come back with this" + who;
      case RECALL -> "this bears the protected alias '" + alias + "': no recall, nor its end" + who;
      case RECALL_SOURCE ->
          "a registry holds a link to this that bears a protected alias: no recall, nor its end"
              + who;
    };
  }
}
