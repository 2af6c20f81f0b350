// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.failure.Failure;
import io.cairn.core.page.Condition.Operator;
import io.cairn.core.page.Condition.Value;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "metadata.accuracy>=0.9 | metadata.accuracy | AT_LEAST | 0.9",
        "metadata.accuracy >= 0.9 | metadata.accuracy | AT_LEAST | 0.9",
        "a<1 | a | LESS | 1",
        "a<=-1.5e-3 | a | AT_MOST | -1.5e-3",
        "a>.5 | a | GREATER | .5",
        "a!=2 | a | NOT_EQUAL | 2",
        "a=3 | a | EQUAL | 3",
        "train/loss<1 | train/loss | LESS | 1",
        "größe.μ=3 | größe.μ | EQUAL | 3",
        "\"a b\".\"c.d\"=3 | a b.c.d | EQUAL | 3",
        "\"a\\\"b\"=3 | a\"b | EQUAL | 3",
      })
  void a_condition_with_a_number_is_read(String text, String key, Operator operator, String value) {
    assertThat(Condition.parse(text))
        .isEqualTo(
            new Condition(key, operator, new Value.OfNumber(Double.parseDouble(value), value)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "tag=reviewed | EQUAL | reviewed",
        "tag = two words  | EQUAL | two words",
        "tag=\"0.9\" | EQUAL | 0.9",
        "tag=\"true\" | EQUAL | true",
        "tag=\"a \\\\ \\\" b\" | EQUAL | a \\ \" b",
        "tag~0.9 | CONTAINS | 0.9",
        "tag~true | CONTAINS | true",
        "tag==x | EQUAL | =x",
        "tag>=2026-01-01 | AT_LEAST | 2026-01-01",
        "tag=1_000 | EQUAL | 1_000",
        "tag=NaN | EQUAL | NaN",
        "tag=数字 | EQUAL | 数字",
      })
  void a_condition_with_a_text_is_read(String text, Operator operator, String value) {
    assertThat(Condition.parse(text))
        .isEqualTo(new Condition("tag", operator, new Value.OfText(value)));
  }

  @Test
  void true_and_false_are_truths_and_quotes_may_be_empty() {
    assertThat(Condition.parse("a=true").value()).isEqualTo(new Value.OfTruth(true));
    assertThat(Condition.parse("a!=false").value()).isEqualTo(new Value.OfTruth(false));
    assertThat(Condition.parse("a=\"\"").value()).isEqualTo(new Value.OfText(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        " | where.key",
        "=1 | where.key",
        "a.=1 | where.key",
        ".a=1 | where.key",
        "a b=1 | where.operator",
        "a | where.operator",
        "a!1 | where.operator",
        "a= | where.value",
        "a>true | where.value",
        "a=1e999 | where.value",
        "a=\"x\" y | where.value",
        "a=\"x | where.quote",
        "a=\"x\\n\" | where.quote",
        "\"a=1 | where.quote",
      })
  void what_is_no_condition_is_refused(String text, String rule) {
    assertRefused(text == null ? "" : text, rule);
  }

  @Test
  void too_much_and_control_characters_are_refused() {
    assertRefused("a=" + "x".repeat(Condition.MAX_LENGTH), "where.length");
    assertRefused("x".repeat(513) + "=1", "where.key");
    assertRefused("a=\u0000", "where.control");
    assertRefused("a=\ud800", "where.control");
    assertThatThrownBy(() -> Condition.parseAll(Collections.nCopies(21, "a=1")))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, e -> assertThat(e.rule()).isEqualTo("where.count"));
  }

  @Test
  void a_key_tells_what_is_below() {
    var condition = Condition.parse("metadata.a.b=1");

    assertThat(condition.below("metadata")).contains("a.b");
    assertThat(condition.below("meta")).isEmpty();
    assertThat(condition).hasToString("metadata.a.b = 1");
  }

  private static void assertRefused(String text, String rule) {
    assertThatThrownBy(() -> Condition.parse(text))
        .isInstanceOfSatisfying(
            Failure.Invalid.class,
            e -> {
              assertThat(e.field()).isEqualTo("where");
              assertThat(e.rule()).isEqualTo(rule);
            });
  }
}
