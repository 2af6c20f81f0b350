// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;

/// Tells whom a key stands for. A text that is no key costs no query; a key that was seen in the
/// last five seconds neither.
public final class AuthenticateKey {
  private static final Duration LAST_USED_STEP = Duration.ofMinutes(1);

  private final Facts facts;
  private final RecognisedKeys recognised;
  private final Timeline timeline;
  private final Executor background;

  /// @param background notes when a key was last used; the caller of [#run] never waits for it
  public AuthenticateKey(
      Facts facts, RecognisedKeys recognised, Timeline timeline, Executor background) {
    this.facts = facts;
    this.recognised = recognised;
    this.timeline = timeline;
    this.background = background;
  }

  /// The caller, or empty for whatever is not a living key: malformed, unknown, revoked, expired,
  /// or of a disabled user. Which of these it was is not told.
  public Optional<Principal> run(String key) {
    return KeyText.parse(key).flatMap(this::recognise);
  }

  /// As [#run], of what the data base says now: for connections that outlive many requests, which
  /// must end with their key.
  public Optional<Principal> anew(String key) {
    var now = timeline.now();
    return KeyText.parse(key).flatMap(text -> living(load(text, now), now));
  }

  /// As [#run], of keys seen in the last seconds only: never waits, never asks the data base. Empty
  /// says nothing about a key.
  public Optional<Principal> known(String key) {
    var now = timeline.now();
    return KeyText.parse(key).flatMap(text -> living(recognised.find(text, now), now));
  }

  private Optional<Principal> recognise(KeyText text) {
    var now = timeline.now();
    return living(recognised.find(text, now).or(() -> load(text, now)), now);
  }

  private static Optional<Principal> living(Optional<Keys.Recognised> found, Instant now) {
    return found
        .filter(key -> key.expiresAt().filter(expiry -> !now.isBefore(expiry)).isEmpty())
        .map(Keys.Recognised::principal);
  }

  private Optional<Keys.Recognised> load(KeyText text, Instant now) {
    var ticket = recognised.ticket();
    var found = facts.read(reading -> Keys.recognise(reading, text));
    found.ifPresent(key -> {
      recognised.remember(text, key, now, ticket);
      noteUse(key, now);
    });
    return found;
  }

  private void noteUse(Keys.Recognised key, Instant now) {
    var isRecent =
        key.lastUsedAt().filter(last -> last.plus(LAST_USED_STEP).isAfter(now)).isPresent();
    if (isRecent) {
      return;
    }
    key.principal()
        .keyId()
        .ifPresent(id -> background.execute(() -> facts.write(tx -> touch(tx, id, now))));
  }

  private static boolean touch(Tx tx, KeyId id, Instant now) {
    Keys.touch(tx, id, now);
    return true;
  }
}
