// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Principal;
import io.cairn.core.artifact.RecallNews.What;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Reference;

/// Takes a recall back: names lead to the version again. Who could recall it there may.
public final class LiftRecall {
  private final Facts facts;
  private final RecallDoor door;
  private final RecallNews news;

  public LiftRecall(Facts facts, ResolveReference resolve, AliasMoves aliases, Events events) {
    this.facts = facts;
    this.door = new RecallDoor(resolve, aliases);
    this.news = new RecallNews(events);
  }

  /// Changes nothing if it is not recalled.
  ///
  /// @param reason why, for the events; may be empty
  /// @throws Failure.Conflict `recall.at-home` if it was recalled at its home, and `reference` is a
  ///   link
  public VersionView run(Principal actor, Reference reference, String reason) {
    AliasMoves.checkReason(reason);
    return facts.write(tx -> {
      var view = door.require(tx, actor, reference);
      if (!RecallRows.delete(tx, view.id())) {
        if (view.recall().isPresent()) {
          throw new Failure.Conflict(
              "recall.at-home", "it was recalled where it comes from, and only there it is lifted");
        }
        return view;
      }
      news.tell(tx, actor, view, What.LIFTED, reason);
      return door.changed(tx, actor, view);
    });
  }
}
