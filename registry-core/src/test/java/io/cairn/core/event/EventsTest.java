// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.event.Events.Origin;
import io.cairn.core.fact.Engine;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.fact.Tx;
import io.cairn.core.json.JsonObject;
import io.cairn.core.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnBothEngines
class EventsTest {
  private final Facts facts;
  private final Events events = new Events(Timeline.system());

  EventsTest(TestFacts db) {
    this.facts = db.facts();
  }

  @AfterEach
  void forget() {
    facts.write(tx -> tx.handle().execute("delete from event"));
  }

  @Test
  void an_event_comes_back_as_it_was_appended() {
    var origin = new Origin(UUID.randomUUID(), UUID.randomUUID());
    var namespace = UUID.randomUUID();
    var subject = UUID.randomUUID();
    var data = JsonObject.parse("data", "{\"before\":null,\"after\":\"v3\"}");

    facts.write(tx -> {
      events.append(tx, origin, "alias.moved", namespace, "alias", subject, data);
      return 0;
    });

    assertThat(after(0))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.kind()).isEqualTo("alias.moved");
          assertThat(event.actorId()).isEqualTo(origin.actorId());
          assertThat(event.keyId()).isEqualTo(origin.keyId());
          assertThat(event.namespaceId()).isEqualTo(namespace);
          assertThat(event.subjectKind()).isEqualTo("alias");
          assertThat(event.subjectId()).isEqualTo(subject);
          assertThat(event.data()).isEqualTo(data);
        });
  }

  @Test
  void an_event_of_the_system_has_neither_actor_nor_key() {
    facts.write(tx -> append(tx, "gc.ran"));

    assertThat(after(0))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.actorId()).isNull();
          assertThat(event.keyId()).isNull();
          assertThat(event.namespaceId()).isNull();
        });
  }

  @Test
  void a_reader_goes_on_after_the_last_event_that_it_saw() {
    for (var i : IntStream.range(0, 7).boxed().toList()) {
      facts.write(tx -> append(tx, "e" + i));
    }

    var kinds = new ArrayList<String>();
    var cursor = 0L;
    while (true) {
      var page = after(cursor, 3);
      if (page.isEmpty()) {
        break;
      }
      page.forEach(event -> kinds.add(event.kind()));
      cursor = page.getLast().seq();
    }

    assertThat(kinds).containsExactly("e0", "e1", "e2", "e3", "e4", "e5", "e6");
  }

  @Test
  void an_event_of_a_transaction_that_threw_never_happened() {
    assertThatThrownBy(() ->
            facts.write(tx -> {
              append(tx, "undone");
              throw new IllegalStateException("on purpose");
            }))
        .isInstanceOf(IllegalStateException.class);
    facts.write(tx -> append(tx, "done"));

    assertThat(after(0)).extracting(Event::kind).containsExactly("done");
  }

  /// The slow transaction numbers its event first and commits last. On SQLite the quick one waits.
  @Test
  void no_event_is_skipped_while_a_transaction_is_open() throws Exception {
    var appended = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var seen = new ArrayList<Event>();
    try (var threads = Executors.newFixedThreadPool(2)) {
      var slow =
          threads.submit(() ->
              facts.write(tx -> {
                append(tx, "slow");
                appended.countDown();
                await(release);
                return 0;
              }));
      await(appended);
      var quick = threads.submit(() -> facts.write(tx -> append(tx, "quick")));
      if (facts.engine() == Engine.POSTGRESQL) {
        quick.get(20, TimeUnit.SECONDS);
        seen.addAll(after(0));
        assertThat(seen).extracting(Event::kind).containsExactly("quick");
      }

      release.countDown();
      slow.get(20, TimeUnit.SECONDS);
      quick.get(20, TimeUnit.SECONDS);
    }
    seen.addAll(after(seen.isEmpty() ? 0 : seen.getLast().seq()));

    assertThat(seen).extracting(Event::kind).containsExactlyInAnyOrder("slow", "quick");
    assertThat(after(0)).isEqualTo(seen);
  }

  /// Of two changes of one thing the second follows the first, even if its transaction began
  /// before: it waited for the thing.
  @Test
  void an_event_comes_behind_all_that_were_committed_before_it() throws Exception {
    if (facts.engine() == Engine.SQLITE) {
      facts.write(tx -> append(tx, "first"));
      facts.write(tx -> append(tx, "second"));
    } else {
      var begun = new CountDownLatch(1);
      var firstIsCommitted = new CountDownLatch(1);
      try (var threads = Executors.newFixedThreadPool(1)) {
        var second =
            threads.submit(() ->
                facts.write(tx -> {
                  tx.handle().select("select pg_current_xact_id()::text").mapTo(String.class).one();
                  begun.countDown();
                  await(firstIsCommitted);
                  return append(tx, "second");
                }));
        await(begun);
        facts.write(tx -> append(tx, "first"));
        firstIsCommitted.countDown();
        second.get(20, TimeUnit.SECONDS);
      }
    }

    assertThat(after(0)).extracting(Event::kind).containsExactly("first", "second");
  }

  @Test
  void a_reader_beside_eight_writers_sees_every_event_once_and_in_order() throws Exception {
    var writers = 8;
    var rounds = 15;
    var seen = new ArrayList<Event>();
    var results = new ArrayList<Future<?>>();
    try (var threads = Executors.newFixedThreadPool(writers)) {
      for (var writer : IntStream.range(0, writers).boxed().toList()) {
        results.add(
            threads.submit(() -> {
              for (var round = 0; round < rounds; round++) {
                var kind = writer + "." + round;
                facts.write(tx -> append(tx, kind));
              }
            }));
      }
      var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (seen.size() < writers * rounds && System.nanoTime() < deadline) {
        seen.addAll(after(seen.isEmpty() ? 0 : seen.getLast().seq()));
      }
      for (var result : results) {
        result.get(20, TimeUnit.SECONDS);
      }
    }

    assertThat(seen).hasSize(writers * rounds).extracting(Event::seq).isSorted();
    assertThat(seen).extracting(Event::kind).doesNotHaveDuplicates();
    assertThat(after(seen.getLast().seq())).isEmpty();
  }

  private int append(Tx tx, String kind) {
    events.append(tx, Origin.SYSTEM, kind, null, "thing", UUID.randomUUID(), JsonObject.empty());
    return 1;
  }

  private List<Event> after(long seq) {
    return after(seq, 1_000);
  }

  private List<Event> after(long seq, int limit) {
    events.settle(facts);
    return facts.read(r -> events.after(r, seq, limit));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
