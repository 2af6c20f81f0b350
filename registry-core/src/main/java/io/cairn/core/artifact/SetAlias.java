// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Access;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.AliasMoves.Scene;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Label;
import io.cairn.core.name.Selector;
import java.util.Set;

/// Makes an alias point at a version: sets it or moves it there.
public final class SetAlias {
  private final Facts facts;
  private final Access access;
  private final Collections collections;
  private final AliasMoves aliases;

  public SetAlias(Facts facts, Access access, Collections collections, AliasMoves aliases) {
    this.facts = facts;
    this.access = access;
    this.collections = collections;
    this.aliases = aliases;
  }

  /// @param reason why, for the history; may be empty
  public record Command(
      CollectionPath path,
      Label alias,
      Selector target,
      AliasExpectation expected,
      String reason) {}

  /// @throws Failure.NotFound if there is no such collection or version for the actor
  /// @throws Failure.Forbidden `alias.protected`
  /// @throws Failure.Conflict `alias.expected` if it is not where the command expects it
  public AliasView run(Principal actor, Command command) {
    AliasMoves.requireUserAlias(command.alias());
    return facts.write(tx -> {
      var collection = collections.require(tx, actor, command.path(), Permission.WRITE);
      if (!CollectionRows.lock(tx, collection.id())) {
        throw new Failure.NotFound("collection '" + command.path() + "'");
      }
      var target =
          new Versions(access.readable(actor))
              .inCollection(tx, collection.id(), command.target())
              .filter(version -> !version.isDeleted())
              .orElseThrow(() ->
                  new Failure.NotFound(
                      "version '" + command.path() + ":" + command.target().text() + "'"));
      var present = AliasRows.find(tx, collection.id(), command.alias(), Set.of());
      command.expected().check(command.alias(), present);
      var scene = new Scene(collection.namespace(), collection.id());
      aliases.set(tx, actor, scene, command.alias(), target.id(), command.reason());
      var keys = aliases.guard().protectedKeys(tx, collection.namespace());
      return AliasRows.find(tx, collection.id(), command.alias(), keys).orElseThrow();
    });
  }
}
