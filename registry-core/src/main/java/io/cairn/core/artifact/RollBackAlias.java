// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.AliasChange.Verb;
import io.cairn.core.artifact.AliasMoves.Scene;
import io.cairn.core.artifact.FormerHolders.Holder;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Moves an alias back to the version that held it before. Which one that is, and that the alias
/// still is where the caller saw it, is decided in the transaction of the move.
public final class RollBackAlias {
  private static final int MAX_TOLD = 20;

  private final Facts facts;
  private final Collections collections;
  private final AliasMoves aliases;

  public RollBackAlias(Facts facts, Collections collections, AliasMoves aliases) {
    this.facts = facts;
    this.collections = collections;
    this.aliases = aliases;
  }

  /// @param to the index to go back to, which must have held the alias; without it the last holder
  ///   before the present one that is neither deleted nor recalled
  /// @param reason why, for the history; must be there if the alias is protected
  /// @param isDryRun only tells what would be done
  public record Command(
      CollectionPath path,
      Label alias,
      OptionalLong to,
      AliasExpectation expected,
      String reason,
      boolean isDryRun) {}

  /// A former holder that was passed over.
  public record Skipped(long index, boolean isDeleted, boolean isRecalled) {}

  /// @param from where the alias was; empty if it had been removed
  /// @param to where it is now, or with a dry run would be
  /// @param skipped newest first, at most 20
  /// @param now the alias after the move; as it was if it was a dry run
  public record RolledBack(
      OptionalLong from, long to, List<Skipped> skipped, Optional<AliasView> now) {
    public RolledBack {
      skipped = List.copyOf(skipped);
    }
  }

  /// @throws Failure.NotFound if there is no such collection, or it never had such an alias
  /// @throws Failure.Forbidden `alias.protected`
  /// @throws Failure.Invalid field `reason`, rule `reason.required`
  /// @throws Failure.Conflict `alias.expected` if it is not where the command expects it,
  ///   `rollback.no-holder` if no former holder can be gone back to, `rollback.never-held`,
  ///   `version.deleted` or `version.recalled` if that is true of `to`
  public RolledBack run(Principal actor, Command command) {
    AliasMoves.requireUserAlias(command.alias());
    AliasMoves.checkReason(command.reason());
    return facts.write(tx -> rollBack(tx, actor, command));
  }

  private RolledBack rollBack(Tx tx, Principal actor, Command command) {
    var collection = collections.require(tx, actor, command.path(), Permission.WRITE);
    if (!CollectionRows.lock(tx, collection.id())) {
      throw new Failure.NotFound("collection '" + command.path() + "'");
    }
    var keys = aliases.guard().protectedKeys(tx, collection.namespace());
    var present = AliasRows.find(tx, collection.id(), command.alias(), keys);
    command.expected().check(command.alias(), present);
    var scene = new Scene(collection.namespace(), collection.id());
    aliases.checkGuard(tx, actor, scene, List.of(command.alias()), Verb.MOVE);
    if (keys.contains(command.alias().key())) {
      AliasMoves.requireReason(command.reason());
    }
    var skipped = new ArrayList<Skipped>();
    var target = target(tx, collection, command, present, skipped);
    if (!command.isDryRun()) {
      aliases.set(tx, actor, scene, command.alias(), target.id(), command.reason());
    }
    return new RolledBack(
        present.map(view -> OptionalLong.of(view.index())).orElse(OptionalLong.empty()),
        target.index(),
        skipped,
        AliasRows.find(tx, collection.id(), command.alias(), keys));
  }

  private static Holder target(
      Tx tx,
      Collection collection,
      Command command,
      Optional<AliasView> present,
      List<Skipped> skipped) {
    var holders =
        new FormerHolders(
            tx, collection.id(), command.alias(), present.map(AliasView::target), command.to());
    if (command.to().isPresent()) {
      var to = command.to().getAsLong();
      if (present.filter(view -> view.index() == to).isPresent()) {
        throw new Failure.Conflict(
            "rollback.is-there", "alias '" + command.alias() + "' is at v" + to + " already");
      }
      return holders
          .next()
          .map(holder -> requireUsable(collection, holder))
          .orElseThrow(() ->
              new Failure.Conflict(
                  "rollback.never-held",
                  "v"
                      + to
                      + " never held the alias '"
                      + command.alias()
                      + "'; to put it there for the first time, set the alias"));
    }
    for (var next = holders.next(); next.isPresent(); next = holders.next()) {
      var holder = next.get();
      if (holder.isUsable()) {
        return holder;
      }
      if (skipped.size() < MAX_TOLD) {
        skipped.add(new Skipped(holder.index(), holder.isDeleted(), holder.recall().isPresent()));
      }
    }
    throw noHolder(collection, command.alias(), present, skipped);
  }

  private static Holder requireUsable(Collection collection, Holder holder) {
    var version = "v" + holder.index();
    var ref = collection.path() + ":" + version;
    if (holder.isDeleted()) {
      throw new Failure.Conflict(
          "version.deleted", "'" + ref + "' was deleted since; bring it back first", version);
    }
    holder
        .recall()
        .ifPresent(recall -> {
          throw recall.refusal(ref, version);
        });
    return holder;
  }

  private static Failure noHolder(
      Collection collection, Label alias, Optional<AliasView> present, List<Skipped> skipped) {
    if (present.isEmpty() && skipped.isEmpty()) {
      return new Failure.NotFound("alias '" + collection.path() + ":" + alias + "'");
    }
    var passed = new StringBuilder();
    skipped.forEach(one ->
        passed
            .append(passed.isEmpty() ? ": v" : ", v")
            .append(one.index())
            .append(one.isDeleted() ? " is deleted" : " is recalled"));
    return new Failure.Conflict(
        "rollback.no-holder",
        "no other version held '" + alias + "' before that could be gone back to" + passed,
        present.map(view -> "v" + view.index()).orElse("none"));
  }
}
