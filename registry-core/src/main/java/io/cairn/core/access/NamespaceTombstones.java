// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.event.Events;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Name;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import io.cairn.core.time.Timeline;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Makes a team or registry a tombstone: nothing in it answers any more, and its name is free; and
/// brings one back. What is in it is the caller's to bury and to bring back, in the same
/// transaction.
public final class NamespaceTombstones {
  private final Events events;
  private final Timeline timeline;

  public NamespaceTombstones(Events events, Timeline timeline) {
    this.events = events;
    this.timeline = timeline;
  }

  /// A deleted team or registry, by the name that it had.
  public record Tomb(Namespace namespace, Instant deletedAt) {}

  /// The one that was deleted last of those that had the name; or the one of `id`, if it had it.
  ///
  /// @throws Failure.NotFound if the actor could not read it
  /// @throws Failure.Forbidden if the actor is no admin of it
  public Optional<Tomb> find(
      Reading reading, Principal actor, NamespaceKind kind, Name name, Optional<UUID> id) {
    return Namespaces.findDeleted(reading, actor, kind, name, id)
        .map(found -> Access.granted(Optional.of(found), actor, Permission.ADMIN))
        .map(there -> new Tomb(there, Namespaces.deletedAt(reading, there.id())));
  }

  /// Those that the actor may bring back, newest first.
  public Page<Tomb> page(Reading reading, Principal actor, NamespaceKind kind, PageRequest page) {
    return Namespaces.listDeleted(reading, actor, kind, page);
  }

  /// Makes it live again. False if somebody else did it meanwhile.
  ///
  /// @throws Failure.Conflict `name.taken` or `title.taken`
  public boolean restore(Tx tx, Principal actor, Namespace namespace, Name name) {
    var back =
        new Namespace(
            namespace.id(),
            namespace.kind(),
            name,
            namespace.title(),
            namespace.isOpen(),
            namespace.createdAt());
    Namespaces.requireFree(tx, back);
    if (!Namespaces.restore(tx, namespace.id(), name)) {
      return false;
    }
    tell(tx, actor, namespace, ".undeleted", Map.of("name", name.text(), "was", was(namespace)));
    return true;
  }

  /// For callers that have asked [Access] for `ADMIN` in this transaction.
  ///
  /// @throws Failure.NotFound if somebody else deleted it meanwhile
  public void bury(Tx tx, Principal actor, Namespace namespace) {
    if (!Namespaces.delete(tx, namespace.id(), timeline.now())) {
      throw new Failure.NotFound("the team or registry asked for");
    }
    tell(tx, actor, namespace, ".deleted", Map.of("name", was(namespace)));
  }

  private static String was(Namespace namespace) {
    return namespace.name().text();
  }

  private void tell(
      Tx tx, Principal actor, Namespace namespace, String verb, Map<String, String> data) {
    var kind = namespace.kind().text();
    events.append(
        tx,
        actor.origin(),
        kind + verb,
        namespace.id().value(),
        kind,
        namespace.id().value(),
        JsonObject.of("data", data));
  }
}
