// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Access;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Label;
import io.cairn.core.name.Prose;
import io.cairn.core.name.Reference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Changes what is said of a version: description and tags of its place, metadata and time to live
/// of the version itself. Content never changes.
public final class EditVersion {
  private static final int MAX_TAGS = 100;

  private final Facts facts;
  private final Access access;
  private final ResolveReference resolve;
  private final Events events;

  public EditVersion(Facts facts, Access access, ResolveReference resolve, Events events) {
    this.facts = facts;
    this.access = access;
    this.resolve = resolve;
    this.events = events;
  }

  /// What to change; empty members stay as they are. Metadata is replaced as a whole.
  public record Edit(
      Optional<String> description,
      Optional<JsonObject> metadata,
      List<Label> addTags,
      List<Label> removeTags,
      Optional<Ttl> ttl) {
    /// The time to live stays.
    public Edit(
        Optional<String> description,
        Optional<JsonObject> metadata,
        List<Label> addTags,
        List<Label> removeTags) {
      this(description, metadata, addTags, removeTags, Optional.empty());
    }

    public Edit {
      description.ifPresent(text -> Prose.check("description", text));
      metadata.ifPresent(json -> Prose.check("metadata", json.toString()));
      addTags = AliasMoves.distinct(addTags, "addTags", MAX_TAGS);
      removeTags = AliasMoves.distinct(removeTags, "removeTags", MAX_TAGS);
    }
  }

  /// @param expectedRevision if there, the edit is made only upon that [VersionView#revision()]
  /// @throws Failure.PreconditionFailed `revision.stale`
  /// @throws Failure.Conflict `link.metadata` or `link.ttl` if that of a link is to change: it is
  ///   its home's
  public VersionView run(
      Principal actor, Reference reference, Edit edit, Optional<String> expectedRevision) {
    return facts.write(tx -> {
      var found = resolve.within(tx, actor, reference, Permission.WRITE);
      CollectionRows.lock(tx, found.collection());
      var before = view(tx, actor, found, reference);
      if (!expectedRevision.map(before.revision()::equals).orElse(true)) {
        throw new Failure.PreconditionFailed(
            "revision.stale",
            "the version was changed since it was read; read it again",
            before.revision());
      }
      write(tx, before, edit);
      var after = view(tx, actor, found, reference);
      events.appendIn(
          after.collection().value(),
          tx,
          actor.origin(),
          "version.updated",
          after.namespace().value(),
          "version",
          after.version().value(),
          JsonObject.of(
              "data",
              Map.of(
                  "path", after.path().toString(),
                  "index", after.index(),
                  "before", words(before),
                  "after", words(after))));
      return after;
    });
  }

  private VersionView view(Tx tx, Principal actor, VersionView found, Reference reference) {
    return new Versions(access.readable(actor))
        .byId(tx, found.id())
        .orElseThrow(() -> new Failure.NotFound("version '" + reference + "'"));
  }

  private static void write(Tx tx, VersionView before, Edit edit) {
    edit.description().ifPresent(text -> MembershipRows.describe(tx, before.id(), text));
    edit.metadata()
        .ifPresent(metadata -> {
          if (before.isLink()) {
            throw new Failure.Conflict(
                "link.metadata",
                "metadata of a link is that of its version; change it at the source");
          }
          MembershipRows.setMetadata(tx, before.version(), metadata);
        });
    edit.ttl()
        .ifPresent(ttl -> {
          if (before.isLink()) {
            throw new Failure.Conflict(
                "link.ttl",
                "the time to live of a link is that of its version; change it at the source");
          }
          MembershipRows.setTtl(tx, before.version(), ttl);
        });
    Tags.remove(tx, before.id().value(), edit.removeTags());
    Tags.add(tx, before.id().value(), edit.addTags());
    MembershipRows.touch(tx, before.id());
    if (edit.metadata().isPresent()) {
      VersionAttributes.writeAll(tx, before.version());
    } else {
      VersionAttributes.write(tx, before.id());
    }
  }

  private static Map<String, Object> words(VersionView view) {
    return Map.of(
        "description", view.description(),
        "metadata", view.metadata().members(),
        "tags", view.tags().stream().map(Label::text).toList(),
        "ttl", view.ttl().toString());
  }
}
