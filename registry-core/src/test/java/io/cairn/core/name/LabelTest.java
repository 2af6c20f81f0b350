// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.failure.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "best",
        "production",
        "v",
        "version1",
        "v1.0",
        "v1-rc",
        "1v",
        "2026-10-01",
        "a b",
        "-rf",
        "重み",
        "\u00FC",
        "\uD83D\uDE42",
        "a+b",
        "..",
        "deadbeef",
        "\u0646\u0645\u200C\u0648"
      })
  void a_text_without_marks_of_the_grammar_is_a_label(String text) {
    assertThat(new Label(text).text()).isEqualTo(text);
  }

  @Test
  void two_spellings_of_one_text_are_one_label() {
    assertThat(new Label("e\u0301te")).isEqualTo(new Label("\u00E9te"));
  }

  @Test
  void a_label_has_up_to_128_code_points() {
    assertThat(new Label("\uD83D\uDE42".repeat(128)).text()).hasSize(256);
    assertRefused("\uD83D\uDE42".repeat(129), "label.length");
    assertRefused("a".repeat(129), "label.length");
    assertRefused("", "label.length");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b",
        "a:b",
        "a@b",
        "a~b",
        "a%b",
        "a#b",
        "a?b",
        "a\\b",
        " a",
        "a ",
        "\u00A0a",
        "a\u3000",
        "a\tb",
        "a\nb",
        "a\u0000b",
        "a\u202Eb",
        "a\u200Bb",
        "a\u2028b",
        "\uD800",
        "a\u2066b"
      })
  void marks_of_the_grammar_and_hidden_characters_are_refused(String text) {
    assertRefused(text, "label.grammar");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v0", "v1", "V7", "v007", "v99999999999999999999999"})
  void a_version_number_is_refused_with_the_remedy(String text) {
    assertRefused(text, "label.index");
  }

  @Test
  void a_digest_is_refused() {
    assertRefused("0123456789abcdef".repeat(4), "label.digest");
    assertRefused("0123456789ABCDEF".repeat(4), "label.digest");
  }

  @Test
  void labels_that_differ_in_case_alone_have_one_key() {
    assertThat(new Label("Production").key()).isEqualTo(new Label("PRODUCTION").key());
    assertThat(new Label("\u00DCber").key()).isEqualTo(new Label("\u00FCBER").key());
  }

  @Test
  void a_refusal_names_the_field_that_the_caller_gave() {
    assertThatThrownBy(() -> Label.of("tag", "a/b"))
        .isInstanceOfSatisfying(Failure.Invalid.class, e -> assertThat(e.field()).isEqualTo("tag"));
  }

  private static void assertRefused(String text, String rule) {
    assertThatThrownBy(() -> new Label(text))
        .isInstanceOfSatisfying(
            Failure.Invalid.class,
            refusal -> {
              assertThat(refusal.field()).isEqualTo("alias");
              assertThat(refusal.rule()).isEqualTo(rule);
            });
  }
}
