// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Access;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.AliasMoves.Scene;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Brings a deleted version, or a link that was taken away, back to its place and number. Its
/// aliases are not set again, since they may stand elsewhere by now; only `latest` is repaired.
public final class UndeleteVersion {
  private final Facts facts;
  private final Access access;
  private final Collections collections;
  private final AliasMoves aliases;
  private final Events events;
  private final Timeline timeline;
  private final Duration window;

  /// @param window for how long after its deletion a version may come back
  public UndeleteVersion(
      Facts facts,
      Access access,
      Collections collections,
      AliasMoves aliases,
      Events events,
      Timeline timeline,
      Duration window) {
    this.facts = facts;
    this.access = access;
    this.collections = collections;
    this.aliases = aliases;
    this.events = events;
    this.timeline = timeline;
    this.window = window;
  }

  /// Changes nothing if it lives.
  ///
  /// @throws Failure.NotFound if the collection never had that index, or not for the actor
  /// @throws Failure.Gone `version.window-over` if it was deleted too long ago
  /// @throws Failure.Conflict `version.exists-again` if the collection has that content again
  public VersionView run(Principal actor, CollectionPath path, long index) {
    return facts.write(tx -> {
      var collection = collections.require(tx, actor, path, Permission.WRITE);
      CollectionRows.lock(tx, collection.id());
      var member =
          DeletedRows.find(tx, collection.id(), index)
              .orElseThrow(() -> new Failure.NotFound("version '" + path + ":v" + index + "'"));
      if (member.deletedAt().isPresent()) {
        requireWindow(path, index, member.deletedAt().get());
        requireAlone(tx, collection, member);
        restore(tx, actor, collection, member, index);
      }
      return new Versions(access.readable(actor)).byId(tx, member.id()).orElseThrow();
    });
  }

  private void requireWindow(CollectionPath path, long index, Instant deletedAt) {
    var until = deletedAt.plus(window);
    if (timeline.now().isAfter(until)) {
      throw new Failure.Gone(
          "version.window-over",
          "version '" + path + ":v" + index + "' could be brought back until " + until);
    }
  }

  private static void requireAlone(Tx tx, Collection collection, DeletedRows.Member member) {
    var twin = MembershipRows.withContent(tx, collection.id(), member.manifest());
    if (twin.isPresent()) {
      var present = "v" + MembershipRows.index(tx, twin).orElseThrow();
      throw new Failure.Conflict(
          "version.exists-again",
          "'" + collection.path() + "' has that content again as " + present + "; use that",
          present);
    }
  }

  private void restore(
      Tx tx, Principal actor, Collection collection, DeletedRows.Member member, long index) {
    DeletedRows.restore(tx, collection.id(), member);
    var scene = new Scene(collection.namespace(), collection.id());
    MembershipRows.highest(tx, collection.id())
        .filter(member.id()::equals)
        .filter(id -> RecallRows.holdingAt(tx, id).isEmpty())
        .ifPresent(id -> aliases.setLatest(tx, actor, scene, id, "undeleted"));
    events.appendIn(
        collection.id().value(),
        tx,
        actor.origin(),
        "version.undeleted",
        collection.namespace().value(),
        "version",
        member.version().value(),
        JsonObject.of(
            "data",
            Map.of(
                "path", collection.path().toString(),
                "index", index,
                "isLink", member.isLink())));
  }
}
