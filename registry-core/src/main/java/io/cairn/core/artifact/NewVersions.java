// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Access;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.AliasMoves.Scene;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.lineage.EdgeKind;
import io.cairn.core.lineage.LineageEdges;
import io.cairn.core.lineage.Node;
import io.cairn.core.name.Label;
import io.cairn.core.name.Prose;
import io.cairn.core.name.RunId;
import io.cairn.core.time.Timeline;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Adds content to a collection as its next version; content that is there already makes no second
/// one. For the use cases that commit: they have found every byte to be there and the actor to be
/// allowed.
public final class NewVersions {
  private static final int MAX_LABELS = 100;

  private final Access access;
  private final AliasMoves aliases;
  private final LineageEdges lineage;
  private final Events events;
  private final Timeline timeline;

  public NewVersions(
      Access access, AliasMoves aliases, LineageEdges lineage, Events events, Timeline timeline) {
    this.access = access;
    this.aliases = aliases;
    this.lineage = lineage;
    this.events = events;
    this.timeline = timeline;
  }

  /// What is said of the new version.
  ///
  /// @param run the run that made it
  /// @param base a version that it was derived from
  /// @param ttl of two that are given to one content the longer one holds
  public record Words(
      String description,
      JsonObject metadata,
      List<Label> aliases,
      List<Label> tags,
      Optional<RunId> run,
      Optional<VersionId> base,
      Optional<Ttl> ttl) {
    public Words {
      Prose.check("description", description);
      Prose.check("metadata", metadata.toString());
      aliases = AliasMoves.distinct(aliases, "aliases", MAX_LABELS);
      tags = AliasMoves.distinct(tags, "tags", MAX_LABELS);
      aliases.forEach(AliasMoves::requireUserAlias);
    }

    /// Nothing but that the run made it as well.
    public static Words by(RunId run) {
      return new Words(
          "",
          JsonObject.empty(),
          List.of(),
          List.of(),
          Optional.of(run),
          Optional.empty(),
          Optional.empty());
    }
  }

  /// @param isNew false if the collection had that content already; the run then is one more
  ///   producer, and the description and metadata stay on its edge
  public record Added(VersionView version, boolean isNew) {}

  /// @throws Failure.NotFound if the collection is deleted
  public Added add(
      Tx tx, Principal actor, Collection collection, VersionContent content, Words words) {
    if (!CollectionRows.lock(tx, collection.id())) {
      throw new Failure.NotFound("collection '" + collection.path() + "'");
    }
    var found = MembershipRows.withContent(tx, collection.id(), content.manifest());
    var member = found.orElseGet(() -> insert(tx, actor, collection, content, words));
    var scene = new Scene(collection.namespace(), collection.id());
    // What is recalled is found, but `latest` does not go back to it.
    if (RecallRows.holdingAt(tx, member).isEmpty()) {
      aliases.setLatest(tx, actor, scene, member, found.isPresent() ? "found" : "committed");
    }
    for (var alias : words.aliases()) {
      aliases.set(tx, actor, scene, alias, member, "set with the commit");
    }
    if (!words.tags().isEmpty()) {
      Tags.add(tx, member.value(), words.tags());
      MembershipRows.touch(tx, member);
    }
    words.ttl().ifPresent(ttl -> live(tx, actor, member, ttl, found.isEmpty()));
    if (found.isEmpty() || !words.tags().isEmpty()) {
      VersionAttributes.write(tx, member);
    }
    var view = new Versions(access.readable(actor)).byId(tx, member).orElseThrow();
    addEdges(tx, view, words);
    events.appendIn(
        collection.id().value(),
        tx,
        actor.origin(),
        found.isPresent() ? "version.found" : "version.created",
        collection.namespace().value(),
        "version",
        view.version().value(),
        JsonObject.of("data", data(view, words)));
    return new Added(view, found.isEmpty());
  }

  private MembershipId insert(
      Tx tx, Principal actor, Collection collection, VersionContent content, Words words) {
    var version = new VersionId(timeline.newId());
    var home = new MembershipId(timeline.newId());
    var now = timeline.now();
    MembershipRows.insertVersion(
        tx,
        version,
        collection.id(),
        home,
        content,
        words.metadata(),
        words.run(),
        actor.userId(),
        now);
    MembershipRows.insert(
        tx, home, collection.id(), version, false, words.description(), actor.userId(), now);
    return home;
  }

  private void live(Tx tx, Principal actor, MembershipId member, Ttl ttl, boolean isNew) {
    var view = new Versions(access.readable(actor)).byId(tx, member).orElseThrow();
    if (!view.isLink() && (isNew || ttl.isLongerThan(view.ttl()))) {
      MembershipRows.setTtl(tx, view.version(), ttl);
    }
  }

  private void addEdges(Tx tx, VersionView view, Words words) {
    var node = Node.version(view.version().value());
    words
        .run()
        .ifPresent(
            run -> lineage.add(tx, EdgeKind.OUTPUT, Node.run(run.value()), node, edgeFacts(words)));
    words
        .base()
        .filter(base -> !base.equals(view.version()))
        .ifPresent(base ->
            lineage.add(
                tx, EdgeKind.DERIVED, Node.version(base.value()), node, JsonObject.empty()));
  }

  private static JsonObject edgeFacts(Words words) {
    var facts = new LinkedHashMap<String, @Nullable Object>();
    if (!words.description().isEmpty()) {
      facts.put("description", words.description());
    }
    if (!words.metadata().isEmpty()) {
      facts.put("metadata", words.metadata().members());
    }
    return JsonObject.of("facts", facts);
  }

  private static LinkedHashMap<String, @Nullable Object> data(VersionView view, Words words) {
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("path", view.path().toString());
    data.put("index", view.index());
    data.put("digest", view.digest().toString());
    words.run().ifPresent(run -> data.put("run", run.toString()));
    return data;
  }
}
