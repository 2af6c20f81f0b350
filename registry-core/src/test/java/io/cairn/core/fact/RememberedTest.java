// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnBothEngines
class RememberedTest {
  private final Facts facts;
  private final Remembered<String, Integer> remembered;
  private final AtomicInteger asked = new AtomicInteger();

  RememberedTest(TestFacts db) {
    this.facts = db.facts();
    this.remembered = new Remembered<>(facts, _ -> 1, 100);
  }

  @BeforeEach
  void makeTable() {
    facts.write(tx -> tx.handle().execute("create table counter (n int not null)"));
    facts.write(tx -> tx.handle().execute("insert into counter values (0)"));
  }

  @AfterEach
  void dropTable() {
    facts.write(tx -> tx.handle().execute("drop table counter"));
  }

  @Test
  void the_data_base_is_asked_once_between_two_commits() {
    var questions = 100;
    for (var n = 0; n < questions; n++) {
      ask("n");
    }

    // A server of data bases also has commits of its own.
    assertThat(asked.get()).isBetween(1, facts.engine() == Engine.SQLITE ? 1 : questions / 2);
  }

  @Test
  void what_is_known_is_what_would_be_answered() {
    assertThat(remembered.known("n")).isEmpty();

    ask("n");
    assertThat(facts.engine() == Engine.SQLITE).isEqualTo(remembered.knowsAtOnce());
    increment();

    assertThat(remembered.known("n")).isEmpty();
    assertThat(ask("n")).isEqualTo(1);
  }

  @Test
  void another_question_has_another_answer() {
    ask("n");
    ask("m");

    assertThat(asked).hasValue(2);
  }

  @Test
  void what_was_written_is_told_at_once() {
    for (var n = 1; n <= 50; n++) {
      increment();
      assertThat(ask("n")).isEqualTo(n);
    }
  }

  @Test
  void a_failure_is_not_remembered() {
    assertThatThrownBy(() ->
            remembered.get(
                "n",
                _ -> {
                  throw new IllegalStateException("not now");
                }))
        .hasMessage("not now");

    assertThat(ask("n")).isZero();
  }

  @Test
  void no_reader_sees_less_than_was_acknowledged_before_it_asked() throws InterruptedException {
    var acknowledged = new AtomicInteger();
    var isOver = new AtomicBoolean();
    var stale = new AtomicInteger();
    var readers =
        IntStream.range(0, 4)
            .mapToObj(_ ->
                Thread.ofPlatform()
                    .start(() -> {
                      while (!isOver.get()) {
                        var atLeast = acknowledged.get();
                        if (ask("n") < atLeast) {
                          stale.incrementAndGet();
                        }
                      }
                    }))
            .toList();

    for (var n = 1; n <= 300; n++) {
      increment();
      acknowledged.set(n);
    }
    isOver.set(true);
    for (var reader : readers) {
      reader.join();
    }

    assertThat(stale).hasValue(0);
  }

  private int ask(String question) {
    return remembered.get(
        question,
        reading -> {
          asked.incrementAndGet();
          return reading.handle().select("select n from counter").mapTo(Integer.class).one();
        });
  }

  private void increment() {
    facts.write(tx -> tx.handle().execute("update counter set n = n + 1"));
  }
}
