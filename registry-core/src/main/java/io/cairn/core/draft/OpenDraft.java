// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.NamespaceId;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.Collection;
import io.cairn.core.artifact.Collections;
import io.cairn.core.artifact.Collections.Opening;
import io.cairn.core.artifact.NewVersions;
import io.cairn.core.artifact.ResolveReference;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.content.BlobStaging;
import io.cairn.core.content.Blobs;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Name;
import io.cairn.core.name.Reference;
import io.cairn.core.name.RunId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Opens a draft in a collection, which is made, with its project, if there is none.
public final class OpenDraft {
  private final Facts facts;
  private final Collections collections;
  private final ResolveReference resolve;
  private final Drafts drafts;
  private final BlobStaging staging;

  public OpenDraft(
      Facts facts,
      Collections collections,
      ResolveReference resolve,
      Drafts drafts,
      BlobStaging staging) {
    this.facts = facts;
    this.staging = staging;
    this.collections = collections;
    this.resolve = resolve;
    this.drafts = drafts;
  }

  /// @param type of the collection
  /// @param run the run that makes the version; the caller has found that the actor may write to it
  /// @param base a version whose bytes may be used by digest
  /// @param totalBytes of all its files, if known
  /// @param largestFileBytes of its largest file, if known
  public record Command(
      CollectionPath path,
      Name type,
      Optional<RunId> run,
      Optional<Reference> base,
      String description,
      JsonObject metadata,
      OptionalLong totalBytes,
      OptionalLong largestFileBytes) {
    /// Nothing is known of the sizes.
    public Command(
        CollectionPath path,
        Name type,
        Optional<RunId> run,
        Optional<Reference> base,
        String description,
        JsonObject metadata) {
      this(
          path, type, run, base, description, metadata, OptionalLong.empty(), OptionalLong.empty());
    }

    public Command {
      // The bounds of words are those of the version.
      new NewVersions.Words(
          description, metadata, List.of(), List.of(), run, Optional.empty(), Optional.empty());
    }
  }

  /// @throws Failure.TooLarge if a file is larger than one may be, or the store has no room for all
  ///   that is not there; before anything is made
  /// @throws Failure.NotFound if there is no such team or registry, or base, for the actor
  /// @throws Failure.Conflict `collection.type` if the collection is of another type
  public Draft run(Principal actor, Command command) {
    requireSmall(command.largestFileBytes());
    var usable = staging.usableBytes();
    return facts.write(tx -> {
      var collection = collection(tx, actor, command);
      var base = base(tx, actor, command);
      var inBase = base.map(VersionView::sizeBytes).orElse(0L);
      requireRoom(tx, collection.namespace(), command.totalBytes(), inBase, usable);
      return open(tx, actor, command, collection);
    });
  }

  Collection collection(Tx tx, Principal actor, Command command) {
    return collections.findOrCreate(tx, actor, command.path(), Opening.of(command.type()));
  }

  private Optional<VersionView> base(Tx tx, Principal actor, Command command) {
    return command.base().map(ref -> resolve.within(tx, actor, ref, Permission.READ));
  }

  /// @param collection that of the command
  Draft open(Tx tx, Principal actor, Command command, Collection collection) {
    var now = drafts.timeline().now();
    var draft =
        new Draft(
            new DraftId(drafts.timeline().newId()),
            collection.id(),
            collection.path(),
            collection.namespace(),
            command.run(),
            base(tx, actor, command).map(VersionView::id),
            DraftState.OPEN,
            command.description(),
            command.metadata(),
            Optional.empty(),
            now,
            now.plus(drafts.settings().lifetime()));
    DraftRows.insert(tx, draft, actor.userId());
    return draft;
  }

  private void requireSmall(OptionalLong largestFileBytes) {
    var max = drafts.settings().maxFileBytes();
    if (largestFileBytes.orElse(0) > max) {
      throw new Failure.TooLarge(
          "largestFileBytes", max, "a file may have at most " + max + " bytes");
    }
  }

  /// What the team or registry has already, and what the base holds, may be part of it, and needs
  /// no room; the sum over the former is asked for only if there is doubt.
  private static void requireRoom(
      Tx tx, NamespaceId namespace, OptionalLong totalBytes, long inBase, OptionalLong usable) {
    if (usable.isEmpty()) {
      return;
    }
    var missing = totalBytes.orElse(0) - inBase - usable.getAsLong();
    if (missing > 0 && missing > Blobs.grantedBytes(tx, namespace)) {
      throw new Failure.TooLarge(
          "totalBytes",
          usable.getAsLong(),
          "the store has room for " + usable.getAsLong() + " bytes only");
    }
  }
}
