// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two processes that write one run.
@OnBothEngines
class TwoWritersTest {
  private static final RunWriter A = new RunWriter("gpu-7/4711/0a1b2c3d");
  private static final RunWriter B = new RunWriter("gpu-8/815/99aabbcc");
  private static final RunWriter C = new RunWriter("laptop/1/c");

  private final TestRuns runs;

  TwoWritersTest(TestFacts db) {
    runs = new TestRuns(db.facts());
  }

  @BeforeEach
  void begin() {
    runs.begin("run");
  }

  @Test
  void two_that_take_turns_are_seen_and_told_once() {
    for (var round = 0; round < 20; round++) {
      append(A);
      append(B);
      runs.pass(Duration.ofSeconds(30));
    }

    var clash = runs.describe("run").clash().orElseThrow();
    assertThat(clash.writers()).containsExactly(A, B);
    assertThat(clash.at()).isAfter(runs.now().minus(Duration.ofMinutes(5)));
    assertThat(runs.told()).containsOnlyOnce("run.two-writers");
  }

  @Test
  void a_third_is_told_too_and_then_no_more() {
    for (var round = 0; round < 10; round++) {
      append(A);
      append(B);
      if (round > 3) {
        append(C);
      }
      runs.pass(Duration.ofSeconds(1));
    }

    assertThat(runs.describe("run").clash().orElseThrow().writers()).containsExactly(A, B, C);
    assertThat(runs.told().stream().filter("run.two-writers"::equals)).hasSize(2);
  }

  @Test
  void signs_of_life_count_as_writing() {
    runs.heartbeat("run", A);
    runs.pass(Duration.ofSeconds(60));
    append(B);
    runs.pass(Duration.ofSeconds(60));
    runs.heartbeat("run", A);

    assertThat(runs.describe("run").clash()).isPresent();
  }

  @Test
  void one_that_takes_up_what_another_left_is_none() {
    for (var writer : new RunWriter[] {A, B, C}) {
      for (var line = 0; line < 3; line++) {
        append(writer);
        runs.pass(Duration.ofSeconds(1));
      }
    }

    assertThat(runs.describe("run").clash()).isEmpty();
    assertThat(runs.told()).doesNotContain("run.two-writers");
  }

  @Test
  void who_comes_back_after_long_is_none() {
    append(A);
    runs.pass(Duration.ofMinutes(3));
    append(B);
    runs.pass(Duration.ofMinutes(3));
    append(A);

    assertThat(runs.describe("run").clash()).isEmpty();
  }

  @Test
  void those_who_give_no_name_are_not_told_apart() {
    append(A);
    runs.append("run", TestRuns.next(Map.of("loss", 2)));
    append(A);

    assertThat(runs.describe("run").clash()).isEmpty();
  }

  @Test
  void another_run_of_the_same_writers_is_another_matter() {
    runs.begin("other");
    runs.append("run", A);
    runs.pass(Duration.ofSeconds(1));
    runs.append("other", B);
    runs.pass(Duration.ofSeconds(1));
    runs.append("run", A);

    assertThat(runs.describe("run").clash()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "with blank", "ü"})
  void a_name_is_visible_ascii(String name) {
    assertThatThrownBy(() -> new RunWriter(name)).isInstanceOf(Failure.Invalid.class);
    assertThatThrownBy(() -> new RunWriter("x".repeat(129))).isInstanceOf(Failure.Invalid.class);
  }

  private void append(RunWriter writer) {
    runs.append("run", writer);
    runs.pass(Duration.ofMillis(10));
  }
}
