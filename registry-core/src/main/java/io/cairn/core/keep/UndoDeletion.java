// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.keep;

import io.cairn.core.access.Access;
import io.cairn.core.access.NamespaceId;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.CollectionId;
import io.cairn.core.artifact.Collections;
import io.cairn.core.artifact.UndeleteVersion;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import io.cairn.core.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Brings back all that one deletion took along: each version as `UndeleteVersion` does. Cut, it
/// goes on when it is called again.
public final class UndoDeletion {
  private static final int BATCH = 500;
  private static final int MAX_TOLD = 100;

  private final Facts facts;
  private final Access access;
  private final Collections collections;
  private final UndeleteVersion undelete;
  private final Events events;
  private final Timeline timeline;

  public UndoDeletion(
      Facts facts,
      Access access,
      Collections collections,
      UndeleteVersion undelete,
      Events events,
      Timeline timeline) {
    this.facts = facts;
    this.access = access;
    this.collections = collections;
    this.undelete = undelete;
    this.events = events;
    this.timeline = timeline;
  }

  /// @param stayed how many could not come back, and of some of them why
  public record Outcome(Deletion deletion, long restored, long stayed, List<String> why) {
    public Outcome {
      why = List.copyOf(why);
    }
  }

  /// Newest first, of all places that the actor may read.
  public Page<Deletion> list(Principal actor, PageRequest page) {
    return facts.read(reading -> DeletionRows.page(reading, access.readable(actor), page));
  }

  /// @throws Failure.NotFound if there is no such deletion in a place that the actor may see
  /// @throws Failure.Forbidden unless the actor may write there
  public Outcome run(Principal actor, UUID id) {
    var deletion = require(actor, id);
    var restored = 0L;
    var stayed = 0L;
    var why = new ArrayList<String>();
    var after = 0L;
    while (true) {
      var from = after;
      var taken = facts.read(reading -> DeletionRows.taken(reading, id, from, BATCH));
      if (taken.isEmpty()) {
        break;
      }
      for (var each : taken) {
        var refusal = restore(actor, each);
        if (refusal.isEmpty()) {
          restored++;
        } else {
          stayed++;
          if (why.size() < MAX_TOLD) {
            why.add(refusal);
          }
        }
      }
      after = taken.getLast().seq();
    }
    tell(actor, deletion, restored, stayed);
    return new Outcome(require(actor, id), restored, stayed, why);
  }

  /// Empty if it lives again.
  private String restore(Principal actor, DeletionRows.Taken taken) {
    var collection =
        facts.read(reading -> collections.byId(reading, new CollectionId(taken.collection())));
    if (collection.isEmpty()) {
      return "its collection is deleted; bring that back first";
    }
    try {
      undelete.run(actor, collection.get().path(), taken.index());
      return "";
    } catch (Failure.Conflict | Failure.Gone e) {
      return collection.get().path() + ":v" + taken.index() + ": " + e.text();
    }
  }

  private Deletion require(Principal actor, UUID id) {
    return facts.read(reading -> {
      var deletion =
          DeletionRows.find(reading, id)
              .orElseThrow(() -> new Failure.NotFound("the deletion asked for"));
      access.require(reading, actor, new NamespaceId(deletion.namespaceId()), Permission.WRITE);
      return deletion;
    });
  }

  private void tell(Principal actor, Deletion deletion, long restored, long stayed) {
    facts.write(tx -> {
      if (stayed == 0) {
        DeletionRows.undone(tx, deletion.id(), timeline.now());
      }
      events.append(
          tx,
          actor.origin(),
          "deletion.undone",
          deletion.namespaceId(),
          "deletion",
          deletion.id(),
          JsonObject.of("data", Map.of("restored", restored, "stayed", stayed)));
      return deletion;
    });
  }
}
