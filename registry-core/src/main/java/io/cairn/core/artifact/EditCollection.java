// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.AliasChange.Verb;
import io.cairn.core.artifact.AliasMoves.Scene;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.CollectionPath.InProject;
import io.cairn.core.name.CollectionPath.InRegistry;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import io.cairn.core.name.Prose;
import io.cairn.core.name.Title;
import io.cairn.core.project.FormerNames;
import io.cairn.core.time.Timeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.JdbiException;

/// Renames a collection or changes what is said of it. The old name leads here until it is taken.
public final class EditCollection {
  private static final int MAX_TAGS = 100;

  private final Facts facts;
  private final Collections collections;
  private final AliasMoves aliases;
  private final Events events;
  private final Timeline timeline;

  public EditCollection(
      Facts facts, Collections collections, AliasMoves aliases, Events events, Timeline timeline) {
    this.facts = facts;
    this.collections = collections;
    this.aliases = aliases;
    this.events = events;
    this.timeline = timeline;
  }

  /// What to change; empty members stay as they are. An inner empty title takes the title away;
  /// tags are replaced as a whole.
  public record Edit(
      Optional<Name> name,
      Optional<Optional<Title>> title,
      Optional<String> description,
      Optional<String> card,
      Optional<List<Label>> tags) {
    public Edit {
      description.ifPresent(text -> Prose.check("description", text));
      card.ifPresent(text -> Prose.check("card", text));
      tags = tags.map(given -> AliasMoves.distinct(given, "tags", MAX_TAGS));
    }
  }

  /// @param expectedRevision if there, the edit is made only upon that revision
  /// @throws Failure.Forbidden `alias.protected` if it is renamed and bears such an alias
  /// @throws Failure.PreconditionFailed `revision.stale`
  /// @throws Failure.Conflict `collection.taken` if another has the name or title
  public Collection run(
      Principal actor, CollectionPath path, Edit edit, OptionalLong expectedRevision) {
    try {
      return facts.write(tx -> edit(tx, actor, path, edit, expectedRevision));
    } catch (JdbiException e) {
      if (Facts.isUniqueViolation(e)) {
        throw Collections.taken(path);
      }
      throw e;
    }
  }

  private Collection edit(
      Tx tx, Principal actor, CollectionPath path, Edit edit, OptionalLong expectedRevision) {
    var found = collections.require(tx, actor, path, Permission.WRITE);
    CollectionRows.lock(tx, found.id());
    var before =
        collections
            .byId(tx, found.id())
            .orElseThrow(() -> new Failure.NotFound("collection '" + path + "'"));
    if (expectedRevision.isPresent() && expectedRevision.getAsLong() != before.revision()) {
      throw new Failure.PreconditionFailed(
          "revision.stale",
          "the collection was changed since it was read; read it again",
          Long.toString(before.revision()));
    }
    var after = changed(before, edit);
    var oldName = before.path().leaf();
    if (!oldName.text().equals(after.path().leaf().text())) {
      var scene = new Scene(before.namespace(), before.id());
      aliases.checkGuard(
          tx, actor, scene, AliasRows.inCollection(tx, before.id()), Verb.RENAME_COLLECTION);
    }
    CollectionRows.update(tx, after);
    if (!oldName.key().equals(after.path().leaf().key())) {
      FormerNames.take(tx, before.parentId(), after.path().leaf());
      FormerNames.release(tx, before.parentId(), oldName, before.id().value(), timeline.now());
    }
    edit.tags()
        .ifPresent(tags -> {
          Tags.remove(tx, before.id().value(), before.tags());
          Tags.add(tx, before.id().value(), tags);
        });
    events.append(
        tx,
        actor.origin(),
        "collection.updated",
        before.namespace().value(),
        "collection",
        before.id().value(),
        JsonObject.of("data", Map.of("before", words(before), "after", words(after))));
    return collections.byId(tx, before.id()).orElseThrow();
  }

  private static Collection changed(Collection before, Edit edit) {
    var name = edit.name().orElse(before.path().leaf());
    CollectionPath path =
        switch (before.path()) {
          case InProject(var team, var project, _) -> new InProject(team, project, name);
          case InRegistry(var registry, _) -> new InRegistry(registry, name);
        };
    return new Collection(
        before.id(),
        before.namespace(),
        before.parentId(),
        path,
        before.type(),
        edit.title().orElse(before.title()),
        edit.description().orElse(before.description()),
        edit.card().orElse(before.card()),
        edit.tags().orElse(before.tags()),
        before.versions(),
        before.latest(),
        before.revision() + 1,
        before.createdAt(),
        before.createdBy());
  }

  private static Map<String, Object> words(Collection collection) {
    return Map.of(
        "path", collection.path().toString(),
        "title", collection.title().map(Title::text).orElse(""),
        "description", collection.description(),
        "card", collection.card(),
        "tags", collection.tags().stream().map(Label::text).toList());
  }
}
