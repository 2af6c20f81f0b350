// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.artifact.AliasMoves.Scene;
import io.cairn.core.artifact.MemberKeepers.Member;
import io.cairn.core.event.Events;
import io.cairn.core.event.Events.Origin;
import io.cairn.core.fact.Tx;
import io.cairn.core.json.JsonObject;
import io.cairn.core.time.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Makes members of one collection tombstones that nothing keeps, in the transaction of whoever
/// deletes in bulk. Each is judged a second time here, with the collection held still: no alias is
/// set there, and nothing of it linked, until the transaction ends.
public final class BuryMembers {
  private final AliasMoves aliases;
  private final Events events;
  private final Timeline timeline;

  public BuryMembers(AliasMoves aliases, Events events, Timeline timeline) {
    this.aliases = aliases;
    this.events = events;
    this.timeline = timeline;
  }

  /// @param with the deletion that takes them along
  /// @param isStillDue asked of each that nothing keeps
  /// @return those that went
  public List<Member> run(
      Tx tx,
      Origin origin,
      Collection collection,
      List<MembershipId> ids,
      UUID with,
      Predicate<Member> isStillDue) {
    var buried = new ArrayList<Member>();
    if (!CollectionRows.lock(tx, collection.id())) {
      return buried;
    }
    var now = timeline.now();
    var scene = new Scene(collection.namespace(), collection.id());
    for (var member : new MemberKeepers(Optional.empty()).of(tx, ids, now)) {
      if (member.collection().equals(collection.id())
          && member.isFree()
          && isStillDue.test(member)) {
        MembershipRows.tombstone(tx, collection.id(), member.id(), with, now);
        if (!member.isLink()) {
          MembershipRows.tombstoneVersion(tx, member.version(), with, now);
        }
        aliases.stripLatest(tx, origin, scene, member.id());
        tell(tx, origin, collection, member, with);
        buried.add(member);
      }
    }
    return buried;
  }

  private void tell(Tx tx, Origin origin, Collection collection, Member member, UUID with) {
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("path", collection.path().toString());
    data.put("index", member.index());
    data.put("deletion", with.toString());
    events.appendIn(
        collection.id().value(),
        tx,
        origin,
        member.isLink() ? "version.unlinked" : "version.deleted",
        collection.namespace().value(),
        "version",
        member.version().value(),
        JsonObject.of("data", data));
  }
}
