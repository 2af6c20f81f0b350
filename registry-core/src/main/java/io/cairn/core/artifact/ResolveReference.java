// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Access;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Remembered;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Label;
import io.cairn.core.name.Reference;
import io.cairn.core.name.Selector;
import io.cairn.core.name.Selector.ByAlias;
import io.cairn.core.name.Selector.ByAliasAt;
import io.cairn.core.name.Selector.ByDigest;
import io.cairn.core.name.Selector.ByFormerHolder;
import io.cairn.core.name.Selector.ByIndex;
import java.util.Optional;
import java.util.Set;

/// Which version a reference means now, or meant then. The hottest call: the right, the version,
/// its labels, one indexed question each; or an answer that no commit came after.
public final class ResolveReference {
  private static final long REMEMBERED_BYTES = 16 << 20;
  // About what a view with a few short labels takes.
  private static final int OVERHEAD_BYTES = 2 << 10;

  private final Facts facts;
  private final Access access;
  private final Collections collections;
  private final Remembered<Question, VersionView> remembered;

  // The principal as a whole: what else is told (source, run) depends on who asks.
  private record Question(Principal actor, Reference reference) {}

  public ResolveReference(Facts facts, Access access, Collections collections) {
    this.facts = facts;
    this.access = access;
    this.collections = collections;
    this.remembered = new Remembered<>(facts, ResolveReference::weight, REMEMBERED_BYTES);
  }

  private static int weight(VersionView view) {
    return OVERHEAD_BYTES + 2 * (view.metadata().toString().length() + view.description().length());
  }

  /// What a reference into the history of an alias means.
  ///
  /// @param isGone whether the version was deleted since, or the alias removed
  public record Resolved(VersionView version, boolean isGone) {}

  /// May answer with a deleted version if the reference asks the history of an alias. One that is
  /// recalled is answered to its index, its digest and the history of an alias only.
  ///
  /// @throws Failure.NotFound if there is none, or none that the actor may read
  /// @throws Failure.Conflict `version.recalled` if an alias points at a recalled version
  public VersionView run(Principal actor, Reference reference) {
    var found =
        remembered.get(
            new Question(actor, reference),
            reading -> find(reading, actor, reference, Permission.READ));
    requireUsable(found, reference.selector());
    return found;
  }

  /// Whether [#known] answers at once, without a question to the data base.
  public boolean knowsAtOnce() {
    return remembered.knowsAtOnce();
  }

  /// As [#run], if the answer is in memory and holds now. Empty says nothing about a reference.
  public Optional<VersionView> known(Principal actor, Reference reference) {
    var found = remembered.known(new Question(actor, reference));
    found.ifPresent(view -> requireUsable(view, reference.selector()));
    return found;
  }

  /// As [#run], and whether it is gone since.
  public Resolved withFate(Principal actor, Reference reference) {
    return switch (reference.selector()) {
      case ByAlias _, ByIndex _, ByDigest _ -> new Resolved(run(actor, reference), false);
      case ByAliasAt(var alias, _) -> withFate(actor, reference, alias);
      case ByFormerHolder(var alias, _) -> withFate(actor, reference, alias);
    };
  }

  private Resolved withFate(Principal actor, Reference reference, Label alias) {
    return facts.read(reading -> {
      var found = find(reading, actor, reference, Permission.READ);
      var isRemoved = AliasRows.find(reading, found.collection(), alias, Set.of()).isEmpty();
      return new Resolved(found, found.isDeleted() || isRemoved);
    });
  }

  /// As [#run], but never a deleted version.
  public VersionView live(Principal actor, Reference reference) {
    return facts.read(reading -> {
      var found = within(reading, actor, reference, Permission.READ);
      requireUsable(found, reference.selector());
      return found;
    });
  }

  private static void requireUsable(VersionView found, Selector selector) {
    switch (selector) {
      case ByAlias _ -> found.requireNotRecalled();
      case ByIndex _, ByDigest _, ByAliasAt _, ByFormerHolder _ -> {
        // Whoever names the very version, or asks what was, is told and gets it.
      }
    }
  }

  /// For use cases that need the version in a transaction of theirs, or with more than `READ`;
  /// never a deleted one, but perhaps a recalled one.
  public VersionView within(
      Reading reading, Principal actor, Reference reference, Permission permission) {
    var found = find(reading, actor, reference, permission);
    if (found.isDeleted()) {
      throw new Failure.NotFound("version '" + reference + "' (deleted since)");
    }
    return found;
  }

  private VersionView find(
      Reading reading, Principal actor, Reference reference, Permission permission) {
    var space = collections.namespace(reading, actor, reference.path(), permission);
    var versions = new Versions(access.readable(actor));
    return versions
        .byReference(reading, space.id(), reference)
        .or(() ->
            collections
                .find(reading, space, reference.path())
                .flatMap(c -> versions.inCollection(reading, c.id(), reference.selector())))
        .orElseThrow(() -> new Failure.NotFound("version '" + reference + "'" + why(reference)));
  }

  private static String why(Reference reference) {
    return switch (reference.selector()) {
      case ByAlias _, ByIndex _, ByDigest _ -> "";
      case ByAliasAt _ -> " (the alias pointed at nothing then)";
      case ByFormerHolder _ -> " (the alias has had fewer former holders)";
    };
  }

  /// The live place of that identity, if the actor may read it.
  public Optional<VersionView> byId(Reading reading, Principal actor, MembershipId id) {
    return new Versions(access.readable(actor))
        .byId(reading, id)
        .filter(view -> access.allows(reading, actor, view.namespace(), Permission.READ));
  }
}
