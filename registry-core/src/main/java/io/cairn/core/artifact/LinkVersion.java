// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Access;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.AliasMoves.Scene;
import io.cairn.core.artifact.Collections.Opening;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Label;
import io.cairn.core.name.Prose;
import io.cairn.core.name.Reference;
import io.cairn.core.time.Timeline;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Puts a version into a registered model, or another collection, as its next index; copies
/// nothing. It publishes the version to the registry's readers, so it needs the right to write both
/// there and at the version's home.
public final class LinkVersion {
  private static final int MAX_ALIASES = 100;

  private final Facts facts;
  private final Access access;
  private final Collections collections;
  private final ResolveReference resolve;
  private final AliasMoves aliases;
  private final Events events;
  private final Timeline timeline;

  public LinkVersion(
      Facts facts,
      Access access,
      Collections collections,
      ResolveReference resolve,
      AliasMoves aliases,
      Events events,
      Timeline timeline) {
    this.facts = facts;
    this.access = access;
    this.collections = collections;
    this.resolve = resolve;
    this.aliases = aliases;
    this.events = events;
    this.timeline = timeline;
  }

  /// What to do if the model has a link to the version already.
  public enum IfLinked {
    RETURN_EXISTING,
    NEW_NUMBER
  }

  /// @param model is made, with the type of the source, if the registry has none of that name
  public record Command(
      CollectionPath model,
      Reference source,
      List<Label> aliases,
      IfLinked ifLinked,
      String description) {
    public Command {
      Prose.check("description", description);
      aliases = AliasMoves.distinct(aliases, "aliases", MAX_ALIASES);
      aliases.forEach(AliasMoves::requireUserAlias);
    }
  }

  /// @param isNew false if the link that was there already is returned
  public record Linked(VersionView version, boolean isNew) {}

  /// @throws Failure.NotFound if the actor may not read the source or the registry
  /// @throws Failure.Forbidden if the actor may not write in one of them, or an alias is protected
  /// @throws Failure.Conflict `collection.type` if the model is of another type, `version.recalled`
  /// @throws Failure.Invalid field `source` if the version's home is the model itself
  public Linked run(Principal actor, Command command) {
    return facts.write(tx -> link(tx, actor, command));
  }

  private Linked link(Tx tx, Principal actor, Command command) {
    collections.namespace(tx, actor, command.model(), Permission.WRITE);
    var source = resolve.within(tx, actor, command.source(), Permission.READ);
    var home = HomeRows.of(tx, source.version());
    access.require(tx, actor, home.namespace(), Permission.WRITE);
    var model = collections.findOrCreate(tx, actor, command.model(), Opening.of(source.type()));
    // Always in one order, so that two links never wait for each other.
    Stream.of(model.id(), home.collection())
        .distinct()
        .sorted(Comparator.comparing(CollectionId::value))
        .forEach(id -> CollectionRows.lock(tx, id));
    requireLive(tx, actor, command, model, source);
    if (model.id().equals(home.collection())) {
      throw new Failure.Invalid(
          "source", "link.home", "source is at home in '" + model.path() + "' already");
    }
    // A new number would be a way round the recall of a link, deleted since or not.
    RecallRows.inCollection(tx, model.id(), source.version())
        .ifPresent(held -> {
          throw held.recall().refusal(held.ref(), "v" + held.index());
        });
    var existing =
        switch (command.ifLinked()) {
          case RETURN_EXISTING -> MembershipRows.withVersion(tx, model.id(), source.version());
          case NEW_NUMBER -> Optional.<MembershipId>empty();
        };
    var member = existing.orElseGet(() -> insert(tx, actor, command, model, source));
    var scene = new Scene(model.namespace(), model.id());
    aliases.setLatest(tx, actor, scene, member, existing.isPresent() ? "found" : "linked");
    for (var alias : command.aliases()) {
      aliases.set(tx, actor, scene, alias, member, "set with the link");
    }
    var view = new Versions(access.readable(actor)).byId(tx, member).orElseThrow();
    if (existing.isEmpty()) {
      events.appendIn(
          model.id().value(),
          tx,
          actor.origin(),
          "version.linked",
          model.namespace().value(),
          "version",
          view.version().value(),
          JsonObject.of("data", Map.of("path", model.path().toString(), "index", view.index())));
    }
    return new Linked(view, existing.isEmpty());
  }

  private void requireLive(
      Tx tx, Principal actor, Command command, Collection model, VersionView source) {
    new Versions(access.readable(actor))
        .byId(tx, source.id())
        .orElseThrow(() -> new Failure.NotFound("version '" + command.source() + "'"))
        .requireNotRecalled();
    if (collections.byId(tx, model.id()).isEmpty()) {
      throw new Failure.NotFound("collection '" + model.path() + "'");
    }
  }

  private MembershipId insert(
      Tx tx, Principal actor, Command command, Collection model, VersionView source) {
    var id = new MembershipId(timeline.newId());
    MembershipRows.insert(
        tx,
        id,
        model.id(),
        source.version(),
        true,
        command.description(),
        actor.userId(),
        timeline.now());
    VersionAttributes.write(tx, id);
    return id;
  }
}
