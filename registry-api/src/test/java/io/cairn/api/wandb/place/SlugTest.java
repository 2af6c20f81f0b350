// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.failure.Failure;
import io.cairn.core.name.Title;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {
  @ParameterizedTest
  @ValueSource(strings = {"Old Style", "模型", "a/b", "-x", "CON", "a..b", "üüüüüüüü", "x y"})
  void a_text_outside_the_grammar_gets_a_name_and_is_shown_as_it_was(String text) {
    var name = Slug.of("name", text);

    assertThat(Slug.of("name", text)).isEqualTo(name);
    assertThat(Slug.title("name", text)).isPresent();
    assertThat(Slug.shown(name, Slug.title("name", text))).isEqualTo(text);
  }

  @Test
  void a_name_is_its_own_slug_and_a_title_that_it_was_not_made_of_is_not_shown() {
    assertThat(Slug.of("name", "digits").text()).isEqualTo("digits");
    assertThat(Slug.title("name", "digits")).isEmpty();
    assertThat(Slug.shown(Slug.of("name", "digits"), Optional.of(new Title("Digits"))))
        .isEqualTo("digits");
  }

  @Test
  void what_cannot_be_a_title_is_refused() {
    assertThatThrownBy(() -> Slug.of("name", "a\u0000")).isInstanceOf(Failure.Invalid.class);
  }
}
