// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.NamespaceId;
import io.cairn.core.access.Principal;
import io.cairn.core.access.UserId;
import io.cairn.core.artifact.AliasChange.Verb;
import io.cairn.core.event.Events;
import io.cairn.core.event.Events.Origin;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Label;
import io.cairn.core.name.Prose;
import io.cairn.core.name.Selector;
import io.cairn.core.time.Timeline;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The one door through which aliases change: asks the guard, compares and sets, keeps history,
/// appends the event. The collection's row is locked by then, so moves there come one by one.
public final class AliasMoves {
  private static final int MAX_REASON_CHARACTERS = 1_024;

  private final AliasGuard guard;
  private final Events events;
  private final Timeline timeline;

  public AliasMoves(AliasGuard guard, Events events, Timeline timeline) {
    this.guard = guard;
    this.events = events;
    this.timeline = timeline;
  }

  AliasGuard guard() {
    return guard;
  }

  /// The collection in which aliases move.
  record Scene(NamespaceId namespace, CollectionId collection) {}

  /// Refuses `latest`, which moves by itself.
  static void requireUserAlias(Label alias) {
    if (alias.key().equals(Selector.LATEST.key())) {
      throw new Failure.Invalid(
          "alias", "alias.system", "alias 'latest' is kept by the system; use another name");
    }
  }

  void set(Tx tx, Principal actor, Scene scene, Label alias, MembershipId target, String reason) {
    requireUserAlias(alias);
    checkReason(reason);
    guard.check(
        tx,
        actor,
        new AliasChange(scene.namespace(), scene.collection(), Set.of(alias), Verb.MOVE));
    requireNotRecalled(tx, target);
    move(
        tx, actor.origin(), scene, alias, Optional.of(target), Optional.of(actor.userId()), reason);
  }

  void remove(Tx tx, Principal actor, Scene scene, Label alias, String reason) {
    requireUserAlias(alias);
    checkReason(reason);
    guard.check(
        tx,
        actor,
        new AliasChange(scene.namespace(), scene.collection(), Set.of(alias), Verb.REMOVE));
    move(tx, actor.origin(), scene, alias, Optional.empty(), Optional.of(actor.userId()), reason);
  }

  /// The system's own move, upon a commit or link.
  void setLatest(Tx tx, Principal actor, Scene scene, MembershipId target, String reason) {
    move(tx, actor.origin(), scene, Selector.LATEST, Optional.of(target), Optional.empty(), reason);
  }

  /// Takes off what a member bears that goes away; `guardVerb` says how it goes. `latest` moves on
  /// to the highest member that lives, so the member is tombstoned already.
  void strip(Tx tx, Principal actor, Scene scene, MembershipId bearer, Collection<Label> aliases) {
    for (var alias : aliases) {
      var isLatest = alias.key().equals(Selector.LATEST.key());
      var next =
          isLatest
              ? MembershipRows.highest(tx, scene.collection())
              : Optional.<MembershipId>empty();
      var by = isLatest ? Optional.<UserId>empty() : Optional.of(actor.userId());
      move(tx, actor.origin(), scene, alias, next, by, "its version was deleted");
    }
    MembershipRows.touch(tx, bearer);
  }

  /// As [#strip], for a member that bears no alias but maybe `latest`.
  void stripLatest(Tx tx, Origin origin, Scene scene, MembershipId bearer) {
    var latest = AliasRows.find(tx, scene.collection(), Selector.LATEST, Set.of());
    if (latest.map(AliasView::target).filter(bearer::equals).isPresent()) {
      var next = MembershipRows.highest(tx, scene.collection());
      move(tx, origin, scene, Selector.LATEST, next, Optional.empty(), "its version was deleted");
    }
  }

  void checkGuard(Tx tx, Principal actor, Scene scene, Collection<Label> aliases, Verb verb) {
    var names =
        aliases.stream()
            .filter(alias -> !alias.key().equals(Selector.LATEST.key()))
            .collect(Collectors.toUnmodifiableSet());
    guard.check(tx, actor, new AliasChange(scene.namespace(), scene.collection(), names, verb));
  }

  /// As [#checkGuard], for what the links elsewhere to a version bear. Their collections are held
  /// still, so that no alias is set there meanwhile.
  void checkLinks(Tx tx, Principal actor, VersionId version, Verb verb) {
    HomeRows.linkedIn(tx, version).forEach(collection -> CollectionRows.lock(tx, collection));
    AliasRows.onLinks(tx, version)
        .forEach((bearer, borne) ->
            checkGuard(tx, actor, new Scene(bearer.namespace(), bearer.collection()), borne, verb));
  }

  private static void requireNotRecalled(Tx tx, MembershipId target) {
    RecallRows.holdingAt(tx, target)
        .ifPresent(held -> {
          throw held.recall().refusal(held.ref(), "v" + held.index());
        });
  }

  private void move(
      Tx tx,
      Origin origin,
      Scene scene,
      Label alias,
      Optional<MembershipId> to,
      Optional<UserId> by,
      String reason) {
    var from = AliasRows.find(tx, scene.collection(), alias, Set.of()).map(AliasView::target);
    if (from.equals(to)) {
      return;
    }
    var at = CollectionRows.takeMoveTime(tx, scene.collection(), timeline.now());
    if (!write(tx, scene.collection(), alias, from, to, by, at)) {
      throw new Failure.Conflict("alias.moved", "alias '" + alias + "' was moved meanwhile");
    }
    AliasRows.record(tx, scene.collection(), alias, from, to, by, at, reason);
    from.ifPresent(id -> MembershipRows.touch(tx, id));
    to.ifPresent(id -> MembershipRows.touch(tx, id));
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("alias", alias.text());
    data.put("from", boxed(MembershipRows.index(tx, from)));
    data.put("to", boxed(MembershipRows.index(tx, to)));
    data.put("reason", reason);
    events.append(
        tx,
        origin,
        to.isPresent() ? "alias.moved" : "alias.removed",
        scene.namespace().value(),
        "collection",
        scene.collection().value(),
        JsonObject.of("data", data));
  }

  private static boolean write(
      Tx tx,
      CollectionId collection,
      Label alias,
      Optional<MembershipId> from,
      Optional<MembershipId> to,
      Optional<UserId> by,
      Instant at) {
    if (from.isEmpty()) {
      AliasRows.insert(tx, collection, alias, to.orElseThrow(), by, at);
      return true;
    }
    return to.isPresent()
        ? AliasRows.update(tx, collection, alias, from.get(), to.get(), by, at)
        : AliasRows.delete(tx, collection, alias, from.get());
  }

  static List<Label> distinct(List<Label> labels, String field, int max) {
    var seen = new LinkedHashMap<String, Label>();
    labels.forEach(label -> seen.putIfAbsent(label.key(), label));
    if (seen.size() > max) {
      throw new Failure.Invalid(
          field, field + ".count", field + " must be at most " + max + " at once");
    }
    return List.copyOf(seen.values());
  }

  /// As [#checkReason], and it must say something.
  static void requireReason(String reason) {
    if (reason.isBlank()) {
      throw new Failure.Invalid(
          "reason",
          "reason.required",
          "reason is required here: say why, for those who come after");
    }
    checkReason(reason);
  }

  static void checkReason(String reason) {
    if (reason.length() > MAX_REASON_CHARACTERS) {
      throw new Failure.Invalid(
          "reason", "reason.length", "reason must be at most 1,024 characters");
    }
    Prose.check("reason", reason);
  }

  private static @Nullable Long boxed(OptionalLong index) {
    return index.isPresent() ? (Long) index.getAsLong() : null;
  }
}
