// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.idempotency;

import io.cairn.core.access.Principal;
import io.cairn.core.fact.Engine;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.time.Timeline;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;

/// Reserves a caller's key for a request before anything is done for it.
public final class BeginKeyedRequest {
  /// So long a request without an answer is taken to be at work; after it, its end is unknown.
  public static final Duration AT_WORK = Duration.ofMinutes(2);

  private final Facts facts;
  private final UnwrittenEnds unwritten;
  private final Timeline timeline;
  private final Duration lifetime;

  /// Before it nobody worked who is at work now. SQLite is opened by one server alone: what an
  /// earlier one left without an answer will get none.
  private final Instant firstAtWork;

  /// @param lifetime how long a key is remembered; longer than [#AT_WORK]
  public BeginKeyedRequest(
      Facts facts, UnwrittenEnds unwritten, Timeline timeline, Duration lifetime) {
    if (lifetime.compareTo(AT_WORK) <= 0) {
      throw new IllegalArgumentException("answers must be kept for longer than " + AT_WORK);
    }
    this.facts = facts;
    this.unwritten = unwritten;
    this.timeline = timeline;
    this.lifetime = lifetime;
    firstAtWork = facts.engine() == Engine.SQLITE ? timeline.now() : Instant.EPOCH;
  }

  /// @param fingerprint of the request: equal for equal requests, SHA-256
  /// @throws Failure.Conflict `idempotency.reused` if the key stands for another request,
  ///   `idempotency.in-progress` if the request is at work, `idempotency.unknown` if it never ended
  public Beginning run(Principal actor, IdempotencyKey key, byte[] fingerprint) {
    var ticket = new Ticket(actor.userId(), key, timeline.now());
    var end = unwritten.find(ticket);
    var beginning =
        facts.write(tx -> {
          end.ifPresent(known -> EndKeyedRequest.write(tx, known));
          return begin(tx, ticket, fingerprint);
        });
    end.ifPresent(unwritten::remove);
    return beginning;
  }

  private Beginning begin(Tx tx, Ticket ticket, byte[] fingerprint) {
    KeyedRequestRows.expire(tx, ticket, ticket.startedAt().minus(lifetime));
    return KeyedRequestRows.insert(tx, ticket, fingerprint)
        ? new Beginning.First(ticket)
        : again(tx, ticket, fingerprint);
  }

  private Beginning again(Tx tx, Ticket asked, byte[] fingerprint) {
    var row = KeyedRequestRows.find(tx, asked).orElseThrow(BeginKeyedRequest::inProgress);
    if (!MessageDigest.isEqual(row.fingerprint(), fingerprint)) {
      throw new Failure.Conflict(
          "idempotency.reused",
          "this Idempotency-Key was sent with another request; make a new key for each request");
    }
    return row.answer()
        .map(Beginning.Again::new)
        .orElseThrow(() -> isAtWork(row, asked) ? inProgress() : unknown());
  }

  private boolean isAtWork(KeyedRequestRows.Row row, Ticket asked) {
    return !row.startedAt().isBefore(firstAtWork)
        && !asked.startedAt().isAfter(row.startedAt().plus(AT_WORK));
  }

  private static Failure.Conflict inProgress() {
    return new Failure.Conflict(
        "idempotency.in-progress",
        "the first request with this Idempotency-Key is at work; ask again in a moment");
  }

  private static Failure.Conflict unknown() {
    return new Failure.Conflict(
        "idempotency.unknown",
        "the first request with this Idempotency-Key never ended, so its outcome is unknown; look"
            + " whether it took effect, and if not send it with a new key");
  }
}
