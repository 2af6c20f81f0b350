// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.failure.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "A",
        "7",
        "digits-classifier",
        "v1.2_final",
        "resnet-50",
        "a.b.c",
        "a-",
        "a_",
        "console",
        "com",
        "com10",
        "lock",
        "a.locks",
        "nully",
        "x.con"
      })
  void a_slug_is_a_name(String text) {
    assertThat(new Name(text).text()).isEqualTo(text);
  }

  @Test
  void a_name_has_up_to_128_characters() {
    assertThat(new Name("a".repeat(128)).text()).hasSize(128);
    assertRefused("a".repeat(129), "name.grammar");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a/..",
        "%2e%2e",
        "a\\b",
        "a/b",
        "a ",
        " a",
        "a b",
        "-rf",
        "_a",
        ".hidden",
        "\uFF41",
        "e\u0301",
        "\u00E9",
        "a\u202Eb",
        "a\u200Bb",
        "a\u0000b",
        "\u0000",
        "a\nb",
        "a:b",
        "a@b",
        "a~b",
        "a?b",
        "a#b",
        "\uD83D\uDE42",
        "\uD800"
      })
  void what_is_no_slug_is_refused(String text) {
    assertRefused(text, "name.grammar");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a..b", "a..", "a.", "a.lock", "a.LOCK", "refs.Lock"})
  void dots_that_a_file_system_or_git_reads_otherwise_are_refused(String text) {
    assertRefused(text, "name.dots");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CON", "con", "nul.txt", "Aux", "prn.tar.gz", "COM1", "lpt9.bin"})
  void a_windows_device_is_refused(String text) {
    assertRefused(text, "name.device");
  }

  @Test
  void a_refusal_names_the_field_that_the_caller_gave() {
    assertThatThrownBy(() -> Name.of("team", "a/b"))
        .isInstanceOfSatisfying(
            Failure.Invalid.class,
            refusal -> {
              assertThat(refusal.field()).isEqualTo("team");
              assertThat(refusal.text()).contains("team");
            });
  }

  @Test
  void names_that_differ_in_case_alone_have_one_key() {
    assertThat(new Name("Digits-X").key()).isEqualTo(new Name("digits-x").key());
    assertThat(new Name("Digits-X").toString()).isEqualTo("Digits-X");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api", "q", "v2", "hf", "mlflow", "graphql", "files", "artifacts", "artifactsV2",
        "ARTIFACTSV2", "ui", "assets", "login", "settings", "orgs", "admin", "Admin", "datasets",
        "spaces", "kernels", "buckets", "cas", "wandb-registry-model", "WANDB-registry-x"
      })
  void a_word_of_the_routes_names_no_team_or_registry(String text) {
    assertThatThrownBy(() -> Name.ofNamespace("team", text))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, e -> assertThat(e.rule()).isEqualTo("name.reserved"));
    assertThat(new Name(text).text()).isEqualTo(text);
  }

  private static void assertRefused(String text, String rule) {
    assertThatThrownBy(() -> new Name(text))
        .isInstanceOfSatisfying(
            Failure.Invalid.class,
            refusal -> {
              assertThat(refusal.field()).isEqualTo("name");
              assertThat(refusal.rule()).isEqualTo(rule);
            });
  }
}
