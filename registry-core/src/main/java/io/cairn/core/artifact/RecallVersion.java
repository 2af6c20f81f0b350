// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Principal;
import io.cairn.core.artifact.RecallNews.What;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Reference;
import io.cairn.core.time.Timeline;

/// Says that a version must not be used any more, and why. Spoken at its home it holds at every
/// link too; spoken at a link, there alone. Aliases stay where they are and no longer lead to it.
public final class RecallVersion {
  private final Facts facts;
  private final RecallDoor door;
  private final RecallNews news;
  private final Timeline timeline;

  public RecallVersion(
      Facts facts, ResolveReference resolve, AliasMoves aliases, Events events, Timeline timeline) {
    this.facts = facts;
    this.door = new RecallDoor(resolve, aliases);
    this.news = new RecallNews(events);
    this.timeline = timeline;
  }

  /// The same reason again changes nothing; another takes the place of the former.
  ///
  /// @param reason 1 to 1,024 characters, not all blank; whoever asks for the version reads it
  /// @throws Failure.Forbidden `alias.protected` if it, or one of its links, bears such an alias
  ///   and the actor may not move that
  public VersionView run(Principal actor, Reference reference, String reason) {
    AliasMoves.requireReason(reason);
    return facts.write(tx -> {
      var view = door.require(tx, actor, reference);
      if (RecallRows.at(tx, view.id()).filter(now -> now.reason().equals(reason)).isPresent()) {
        return view;
      }
      RecallRows.put(tx, view.id(), reason, actor.userId(), timeline.now());
      news.tell(tx, actor, view, What.RECALLED, reason);
      return door.changed(tx, actor, view);
    });
  }
}
