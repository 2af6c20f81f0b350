// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.Collections;
import io.cairn.core.artifact.Collections.Opening;
import io.cairn.core.artifact.NewVersions;
import io.cairn.core.artifact.ResolveReference;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Name;
import io.cairn.core.name.Reference;
import io.cairn.core.name.RunId;
import java.util.List;
import java.util.Optional;

/// Opens a draft in a collection, which is made, with its project, if there is none.
public final class OpenDraft {
  private final Facts facts;
  private final Collections collections;
  private final ResolveReference resolve;
  private final Drafts drafts;

  public OpenDraft(Facts facts, Collections collections, ResolveReference resolve, Drafts drafts) {
    this.facts = facts;
    this.collections = collections;
    this.resolve = resolve;
    this.drafts = drafts;
  }

  /// @param type of the collection
  /// @param run the run that makes the version; the caller has found that the actor may write to it
  /// @param base a version whose bytes may be used by digest
  public record Command(
      CollectionPath path,
      Name type,
      Optional<RunId> run,
      Optional<Reference> base,
      String description,
      JsonObject metadata) {
    public Command {
      // The bounds of words are those of the version.
      new NewVersions.Words(description, metadata, List.of(), List.of(), run, Optional.empty());
    }
  }

  /// @throws Failure.NotFound if there is no such team or registry, or base, for the actor
  /// @throws Failure.Conflict `collection.type` if the collection is of another type
  public Draft run(Principal actor, Command command) {
    return facts.write(tx -> {
      var collection =
          collections.findOrCreate(tx, actor, command.path(), Opening.of(command.type()));
      var base = command.base().map(ref -> resolve.within(tx, actor, ref, Permission.READ));
      var now = drafts.timeline().now();
      var draft =
          new Draft(
              new DraftId(drafts.timeline().newId()),
              collection.id(),
              collection.path(),
              collection.namespace(),
              command.run(),
              base.map(VersionView::id),
              DraftState.OPEN,
              command.description(),
              command.metadata(),
              Optional.empty(),
              now,
              now.plus(drafts.settings().lifetime()));
      DraftRows.insert(tx, draft, actor.userId());
      return draft;
    });
  }
}
