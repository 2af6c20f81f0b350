// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import io.cairn.core.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Makes an API key, for oneself or, as an installation admin, for somebody else. The answer is the
/// only place that ever shows it.
public final class CreateKey {
  private static final Duration SHORT_LIFE = Duration.ofDays(1);

  private final Facts facts;
  private final Access access;
  private final Events events;
  private final Timeline timeline;
  private final RandomGenerator random;

  /// @param random a cryptographic generator
  public CreateKey(
      Facts facts, Access access, Events events, Timeline timeline, RandomGenerator random) {
    this.facts = facts;
    this.access = access;
    this.events = events;
    this.timeline = timeline;
    this.random = random;
  }

  /// @param user whose key it shall be; empty for the actor's own
  /// @param scopes empty for all that the actor's key has
  /// @param expiresAt empty for a key that lives until it is revoked
  public record Command(
      Optional<Name> user, Title name, Set<Scope> scopes, Optional<Instant> expiresAt) {
    public Command {
      scopes = Set.copyOf(scopes);
    }
  }

  /// The key's facts and, this once, its text.
  public record NewKey(Key key, KeyText text) {}

  /// @throws Failure.Forbidden for another's key without being installation admin
  ///   (`installation.admin`), or for a scope that the actor's key lacks (`key.scope`)
  public NewKey run(Principal actor, Command command) {
    var scopes = command.scopes().isEmpty() ? actor.scopes() : command.scopes();
    if (!actor.scopes().containsAll(scopes)) {
      throw new Failure.Forbidden(
          "key.scope", "a key can't be given a scope that the key which asks for it lacks");
    }
    var now = timeline.now();
    var expiry = command.expiresAt().map(at -> at.truncatedTo(ChronoUnit.MICROS));
    if (expiry.filter(at -> !at.isAfter(now)).isPresent()) {
      throw new Failure.Invalid("expiresAt", "time.future", "expiresAt must be in the future");
    }
    return facts.write(tx -> {
      var owner = owner(tx, actor, command.user());
      var text = KeyText.generate(kind(owner, now, expiry), random);
      return insert(tx, actor.origin(), owner, command.name(), scopes, expiry, text);
    });
  }

  private User owner(Tx tx, Principal actor, Optional<Name> asked) {
    var name = asked.orElse(actor.name());
    if (!name.key().equals(actor.name().key())) {
      access.requireInstallationAdmin(actor);
    }
    var owner = Users.require(tx, name);
    if (owner.isDisabled()) {
      throw new Failure.Conflict("user.disabled", "the user is disabled and can have no new key");
    }
    return owner;
  }

  private static KeyKind kind(User owner, Instant now, Optional<Instant> expiry) {
    if (expiry.filter(at -> !at.isAfter(now.plus(SHORT_LIFE))).isPresent()) {
      return KeyKind.SHORT_LIVED;
    }
    return switch (owner.kind()) {
      case PERSON -> KeyKind.PERSON;
      case SERVICE -> KeyKind.SERVICE;
    };
  }

  /// Also for the first admin, whom nobody could authorise.
  NewKey insert(
      Tx tx,
      Events.Origin origin,
      User owner,
      Title name,
      Set<Scope> scopes,
      Optional<Instant> expiry,
      KeyText text) {
    var key =
        new Key(
            new KeyId(timeline.newId()),
            owner.name(),
            name.text(),
            text.prefix(),
            text.lastFour(),
            scopes,
            timeline.now(),
            expiry,
            Optional.empty(),
            Optional.empty());
    Keys.insert(tx, key, owner.id(), text);
    events.append(
        tx,
        origin,
        "key.created",
        null,
        "key",
        key.id().value(),
        JsonObject.of(
            "data",
            Map.of(
                "userId", owner.id().value().toString(),
                "name", key.name(),
                "prefix", key.prefix(),
                "lastFour", key.lastFour(),
                "scopes", Keys.text(scopes),
                "expiresAt", expiry.map(Instant::toString).orElse("never"))));
    return new NewKey(key, text);
  }

  KeyText generate(KeyKind kind) {
    return KeyText.generate(kind, random);
  }
}
