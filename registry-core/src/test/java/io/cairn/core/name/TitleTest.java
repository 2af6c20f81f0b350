// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.failure.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TitleTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Digits, second try",
        "../etc/passwd",
        "模型 重み",
        "\"><img onerror>",
        "CON",
        "a/b:c@d",
        "\uD83D\uDC69\u200D\uD83D\uDD2C lab"
      })
  void any_visible_text_is_a_title(String text) {
    assertThat(new Title(text).text()).isEqualTo(text);
  }

  @Test
  void the_decomposed_spelling_becomes_the_composed_one() {
    assertThat(new Title("e\u0301").text()).isEqualTo("\u00E9");
  }

  @Test
  void a_title_has_up_to_256_code_points() {
    assertThat(new Title("\uD83D\uDE42".repeat(256)).text()).hasSize(512);
    assertRefused("\uD83D\uDE42".repeat(257));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        " a",
        "a ",
        "a\nb",
        "a\u0000",
        "a\u202Eb",
        "a\u200Bb",
        "a\u001Bb",
        "\uDC00"
      })
  void empty_hidden_and_control_text_is_refused(String text) {
    assertRefused(text);
  }

  private static void assertRefused(String text) {
    assertThatThrownBy(() -> new Title(text))
        .isInstanceOfSatisfying(
            Failure.Invalid.class,
            refusal -> {
              assertThat(refusal.field()).isEqualTo("title");
              assertThat(refusal.rule()).isEqualTo("title.grammar");
            });
  }
}
