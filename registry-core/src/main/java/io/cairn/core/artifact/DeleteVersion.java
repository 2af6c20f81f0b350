// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Access;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.AliasChange.Verb;
import io.cairn.core.artifact.AliasMoves.Scene;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Reference;
import io.cairn.core.name.Selector;
import io.cairn.core.time.Timeline;
import java.util.Map;
import java.util.Optional;

/// Takes a version out of a collection. At its home the version becomes a tombstone, and its links
/// live on; a link is just unlinked. Bytes go later, by collection of what nothing reaches.
public final class DeleteVersion {
  private final Facts facts;
  private final Access access;
  private final ResolveReference resolve;
  private final AliasMoves aliases;
  private final Events events;
  private final Timeline timeline;

  public DeleteVersion(
      Facts facts,
      Access access,
      ResolveReference resolve,
      AliasMoves aliases,
      Events events,
      Timeline timeline) {
    this.facts = facts;
    this.access = access;
    this.resolve = resolve;
    this.aliases = aliases;
    this.events = events;
    this.timeline = timeline;
  }

  /// @param expectedRevision if there, it is deleted only at that [VersionView#revision()]
  /// @throws Failure.Forbidden `alias.protected` if it, or one of its links, bears such an alias
  /// @throws Failure.PreconditionFailed `revision.stale`
  public void run(Principal actor, Reference reference, Optional<String> expectedRevision) {
    run(actor, reference, new Terms(expectedRevision, true));
  }

  /// On what terms a version goes.
  ///
  /// @param expectedRevision if there, it is deleted only at that [VersionView#revision()]
  /// @param withAliases whether one goes that bears aliases that somebody set; `latest` moves by
  ///   itself and holds nothing
  public record Terms(Optional<String> expectedRevision, boolean withAliases) {}

  /// As above.
  ///
  /// @throws Failure.Conflict `version.aliases` if it bears aliases and the terms do not allow that
  public void run(Principal actor, Reference reference, Terms terms) {
    var expectedRevision = terms.expectedRevision();
    facts.write(tx -> {
      var found = resolve.within(tx, actor, reference, Permission.WRITE);
      CollectionRows.lock(tx, found.collection());
      var view =
          new Versions(access.readable(actor))
              .byId(tx, found.id())
              .orElseThrow(() -> new Failure.NotFound("version '" + reference + "'"));
      if (!expectedRevision.map(view.revision()::equals).orElse(true)) {
        throw new Failure.PreconditionFailed(
            "revision.stale",
            "the version was changed since it was read; read it again",
            view.revision());
      }
      var isNamed =
          view.aliases().stream().anyMatch(alias -> !alias.key().equals(Selector.LATEST.key()));
      if (isNamed && !terms.withAliases()) {
        throw new Failure.Conflict(
            "version.aliases",
            "the version has aliases; take them away first, or delete it with them");
      }
      delete(tx, actor, view);
      return view;
    });
  }

  /// Deletes a version at its home, for who deletes more in the same transaction; its aliases go
  /// with it.
  ///
  /// @return false if it is not there, or not where the actor may read
  /// @throws Failure.Forbidden as above, or if the actor may not write there
  public boolean within(Tx tx, Principal actor, VersionId version) {
    var versions = new Versions(access.readable(actor));
    var seen = versions.anyPlace(tx, version).filter(view -> !view.isLink());
    if (seen.isEmpty()) {
      return false;
    }
    access.require(tx, actor, seen.get().namespace(), Permission.WRITE);
    CollectionRows.lock(tx, seen.get().collection());
    // Only now, that nobody else's change can come between.
    var view = versions.byId(tx, seen.get().id());
    view.ifPresent(found -> delete(tx, actor, found));
    return view.isPresent();
  }

  private void delete(Tx tx, Principal actor, VersionView view) {
    var scene = new Scene(view.namespace(), view.collection());
    var verb = view.isLink() ? Verb.UNLINK : Verb.DELETE_VERSION;
    aliases.checkGuard(tx, actor, scene, view.aliases(), verb);
    if (!view.isLink()) {
      aliases.checkLinks(tx, actor, view.version(), Verb.DELETE_SOURCE);
    }
    var now = timeline.now();
    MembershipRows.tombstone(tx, view.collection(), view.id(), now);
    if (!view.isLink()) {
      MembershipRows.tombstoneVersion(tx, view.version(), now);
    }
    aliases.strip(tx, actor, scene, view.id(), view.aliases());
    events.appendIn(
        view.collection().value(),
        tx,
        actor.origin(),
        view.isLink() ? "version.unlinked" : "version.deleted",
        view.namespace().value(),
        "version",
        view.version().value(),
        JsonObject.of("data", Map.of("path", view.path().toString(), "index", view.index())));
  }
}
