// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Access;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.access.ReadableNamespaces;
import io.cairn.core.artifact.MembershipId;
import io.cairn.core.artifact.ResolveReference;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.content.Arrivals;
import io.cairn.core.content.Blobs;
import io.cairn.core.content.Digest;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.time.Timeline;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Finds drafts for those who may, keeps them alive, and says which bytes they may use.
public final class Drafts {
  private final Facts facts;
  private final Access access;
  private final ResolveReference resolve;
  private final DraftSettings settings;
  private final Arrivals arrivals;
  private final Timeline timeline;

  public Drafts(
      Facts facts,
      Access access,
      ResolveReference resolve,
      DraftSettings settings,
      Arrivals arrivals,
      Timeline timeline) {
    this.facts = facts;
    this.access = access;
    this.resolve = resolve;
    this.settings = settings;
    this.arrivals = arrivals;
    this.timeline = timeline;
  }

  DraftSettings settings() {
    return settings;
  }

  Arrivals arrivals() {
    return arrivals;
  }

  Timeline timeline() {
    return timeline;
  }

  ReadableNamespaces readable(Principal actor) {
    return access.readable(actor);
  }

  /// The draft, if the actor may write where it will be committed. A draft that the actor may not
  /// see and one that does not exist answer alike.
  Draft require(Reading reading, Principal actor, DraftId id) {
    var draft =
        DraftRows.find(reading, id, timeline.now())
            .filter(found -> access.allows(reading, actor, found.namespace(), Permission.READ))
            .orElseThrow(() -> new Failure.NotFound("the draft asked for"));
    access.require(reading, actor, draft.namespace(), Permission.WRITE);
    return draft;
  }

  /// As [#require], and it must be open still.
  Draft requireOpen(Reading reading, Principal actor, DraftId id) {
    var draft = require(reading, actor, id);
    return switch (draft.state()) {
      case OPEN -> draft;
      case COMMITTED, ABANDONED, EXPIRED -> throw ended(draft.state());
    };
  }

  /// As [#requireOpen], and it lives on for another while.
  Draft use(Tx tx, Principal actor, DraftId id) {
    var draft = requireOpen(tx, actor, id);
    var now = timeline.now();
    if (!DraftRows.touch(tx, id, now, now.plus(settings.lifetime()))) {
      throw ended(require(tx, actor, id).state());
    }
    return draft;
  }

  /// Lets go of all that an ended draft held, some at a time, since it may be a million blobs. If
  /// it is broken off, what is left counts for nothing.
  void release(DraftId id) {
    var released = 1;
    while (released > 0) {
      released = facts.write(tx -> Blobs.release(tx, id.value()));
    }
  }

  static Failure ended(DraftState state) {
    return switch (state) {
      case COMMITTED -> new Failure.Conflict("draft.committed", "the draft was committed already");
      case OPEN, ABANDONED -> new Failure.Conflict("draft.abandoned", "the draft was abandoned");
      case EXPIRED ->
          new Failure.Gone("draft.expired", "the draft has expired; open another and send again");
    };
  }

  /// The base of a draft, if it lives and the actor may still read it.
  Optional<VersionView> base(Reading reading, Principal actor, Draft draft) {
    return draft.base().flatMap((MembershipId id) -> resolve.byId(reading, actor, id));
  }

  /// Which of up to [Blobs#BATCH] digests the draft may use, with their sizes: what its team or
  /// registry has proved to hold, and what its base holds. Every other digest is unknown to it.
  static Map<Digest, Long> usable(
      Reading reading, Draft draft, Optional<Digest> base, Collection<Digest> digests) {
    var found = new HashMap<>(Blobs.granted(reading, draft.namespace(), digests));
    if (base.isPresent() && found.size() < digests.size()) {
      Blobs.held(reading, base.get(), digests).forEach(found::putIfAbsent);
    }
    return found;
  }
}
