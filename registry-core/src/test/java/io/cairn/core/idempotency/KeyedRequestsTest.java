// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.access.Principal;
import io.cairn.core.access.TestAccess;
import io.cairn.core.fact.Engine;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnBothEngines
class KeyedRequestsTest {
  private static final Duration DAY = Duration.ofHours(24);
  private static final KeptAnswer ANSWER =
      new KeptAnswer(
          201,
          Optional.of("application/json"),
          Optional.of("\"1\""),
          Optional.of("{\"id\":\"größe\"}"));
  private static final byte[] REQUEST = {1, 2, 3};

  private final AtomicReference<Instant> clock =
      new AtomicReference<>(Instant.parse("2026-10-01T12:00:00Z"));
  private final Principal ada;
  private final Principal bob;
  private final Facts facts;
  private final UnwrittenEnds unwritten = new UnwrittenEnds();
  private final BeginKeyedRequest begin;
  private final EndKeyedRequest end;
  private final IdempotencyKey key = new IdempotencyKey(UUID.randomUUID().toString());

  KeyedRequestsTest(TestFacts db) {
    facts = db.facts();
    var people = new TestAccess(facts);
    ada = people.user("n-" + UUID.randomUUID());
    bob = people.user("n-" + UUID.randomUUID());
    begin = begin();
    end = new EndKeyedRequest(facts, unwritten);
  }

  @Test
  void the_same_request_gets_the_same_answer() {
    assertThat(end.run(ada, first(ada), Optional.of(ANSWER))).isTrue();

    assertThat(begin.run(ada, key, REQUEST)).isEqualTo(new Beginning.Again(ANSWER));
    assertThat(begin.run(ada, key, REQUEST)).isEqualTo(new Beginning.Again(ANSWER));
  }

  @Test
  void an_answer_without_a_body_is_kept_too() {
    var empty = new KeptAnswer(204, Optional.empty(), Optional.empty(), Optional.empty());

    end.run(ada, first(ada), Optional.of(empty));

    assertThat(begin.run(ada, key, REQUEST)).isEqualTo(new Beginning.Again(empty));
  }

  @Test
  void another_request_under_the_key_is_refused_at_work_and_after_it() {
    var ticket = first(ada);

    assertConflict("idempotency.reused", () -> begin.run(ada, key, new byte[] {9}));
    end.run(ada, ticket, Optional.of(ANSWER));
    assertConflict("idempotency.reused", () -> begin.run(ada, key, new byte[] {9}));
  }

  @Test
  void keys_of_two_people_are_two_keys() {
    end.run(ada, first(ada), Optional.of(ANSWER));

    var ofBob = first(bob);

    assertThat(end.run(ada, ofBob, Optional.of(ANSWER))).as("ada ends bob's request").isFalse();
  }

  @Test
  void a_request_without_an_end_is_at_work_and_later_unknown_but_never_done_again() {
    first(ada);

    assertConflict("idempotency.in-progress", () -> begin.run(ada, key, REQUEST));
    pass(BeginKeyedRequest.AT_WORK);
    assertConflict("idempotency.in-progress", () -> begin.run(ada, key, REQUEST));
    pass(Duration.ofMillis(1));
    assertConflict("idempotency.unknown", () -> begin.run(ada, key, REQUEST));
  }

  /// Beside a server on SQLite there is no other; on PostgreSQL another one may be at work.
  @Test
  void what_a_former_server_left_is_unknown_at_once_where_it_was_the_only_one() {
    first(ada);
    pass(Duration.ofMillis(1));
    var restarted = begin();

    var code = facts.engine() == Engine.SQLITE ? "idempotency.unknown" : "idempotency.in-progress";
    assertConflict(code, () -> restarted.run(ada, key, REQUEST));
  }

  @Test
  void a_request_that_did_nothing_may_be_tried_again() {
    end.run(ada, first(ada), Optional.empty());

    assertThat(begin.run(ada, key, REQUEST)).isInstanceOf(Beginning.First.class);
  }

  @Test
  void an_end_that_the_data_base_did_not_take_counts_when_the_key_comes_again() {
    var ticket = first(ada);
    assertThatThrownBy(() -> inTrouble(() -> end.run(ada, ticket, Optional.of(ANSWER))))
        .isInstanceOf(IllegalStateException.class);

    assertThat(begin.run(ada, key, REQUEST)).isEqualTo(new Beginning.Again(ANSWER));
    assertThat(begin().run(ada, key, REQUEST)).isEqualTo(new Beginning.Again(ANSWER));
  }

  @Test
  void a_request_that_did_nothing_may_be_tried_again_also_if_that_could_not_be_written_down() {
    var ticket = first(ada);
    assertThatThrownBy(() -> inTrouble(() -> end.run(ada, ticket, Optional.empty())))
        .isInstanceOf(IllegalStateException.class);

    assertThat(begin.run(ada, key, REQUEST)).isInstanceOf(Beginning.First.class);
    assertConflict("idempotency.in-progress", () -> begin.run(ada, key, REQUEST));
  }

  /// A write within a write is refused: a fault that needs no broken disk.
  private void inTrouble(Runnable write) {
    facts.write(tx -> {
      write.run();
      return tx;
    });
  }

  @Test
  void an_answer_is_forgotten_after_its_time() {
    end.run(ada, first(ada), Optional.of(ANSWER));
    pass(DAY);
    assertThat(begin.run(ada, key, REQUEST)).isInstanceOf(Beginning.Again.class);
    pass(Duration.ofMillis(1));

    assertThat(begin.run(ada, key, new byte[] {9})).isInstanceOf(Beginning.First.class);
  }

  @Test
  void who_comes_late_changes_nothing_of_a_later_request() {
    var late = first(ada);
    pass(DAY.plusMillis(1));
    var second = first(ada);

    assertThat(end.run(ada, late, Optional.empty())).isFalse();
    assertThat(end.run(ada, second, Optional.of(ANSWER))).isTrue();
    assertThat(end.run(ada, second, Optional.empty())).as("an answer stays").isFalse();
  }

  @Test
  void of_sixteen_at_once_one_is_the_first() throws Exception {
    Callable<Boolean> attempt =
        () -> {
          try {
            return begin.run(ada, key, REQUEST) instanceof Beginning.First;
          } catch (Failure.Conflict e) {
            assertThat(e.code()).isEqualTo("idempotency.in-progress");
            return false;
          }
        };
    var wins = 0;
    try (var many = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var result : many.invokeAll(IntStream.range(0, 16).mapToObj(_ -> attempt).toList())) {
        wins += result.get() ? 1 : 0;
      }
    }

    assertThat(wins).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "tab\t", "é", "line\n"})
  void a_key_is_visible_ascii(String text) {
    assertThatThrownBy(() -> new IdempotencyKey(text))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, e -> assertThat(e.field()).isEqualTo("Idempotency-Key"));
  }

  @Test
  void a_key_has_at_most_255_characters() {
    assertThat(new IdempotencyKey("k".repeat(255)).text()).hasSize(255);
    assertThatThrownBy(() -> new IdempotencyKey("k".repeat(256)))
        .isInstanceOf(Failure.Invalid.class);
  }

  private BeginKeyedRequest begin() {
    return new BeginKeyedRequest(
        facts, unwritten, new Timeline(clock::get, new SplittableRandom(1)), DAY);
  }

  private Ticket first(Principal actor) {
    var beginning = begin.run(actor, key, REQUEST);
    assertThat(beginning).isInstanceOf(Beginning.First.class);
    return ((Beginning.First) beginning).ticket();
  }

  private void pass(Duration time) {
    clock.updateAndGet(now -> now.plus(time));
  }

  private static void assertConflict(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Failure.Conflict.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
