// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.failure.Failure;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
  private static final String HEX = "0123456789abcdef".repeat(4);

  @Test
  void three_names_lead_to_a_collection_of_a_project() {
    var reference = Reference.parse("vision/digits/classifier:best");

    assertThat(reference)
        .isEqualTo(
            new Reference(
                new CollectionPath.InProject(
                    new Name("vision"), new Name("digits"), new Name("classifier")),
                new Selector.ByAlias(new Label("best"))));
    assertThat(reference.path().namespace()).isEqualTo(new Name("vision"));
    assertThat(reference.path().leaf()).isEqualTo(new Name("classifier"));
  }

  @Test
  void two_names_lead_to_a_registered_model() {
    var reference = Reference.parse("models/digits:production");

    assertThat(reference)
        .isEqualTo(
            new Reference(
                new CollectionPath.InRegistry(new Name("models"), new Name("digits")),
                new Selector.ByAlias(new Label("production"))));
    assertThat(reference.path().namespace()).isEqualTo(new Name("models"));
    assertThat(reference.path().leaf()).isEqualTo(new Name("digits"));
  }

  @Test
  void without_a_selector_the_latest_version_is_meant() {
    assertThat(Reference.parse("models/digits").selector())
        .isEqualTo(new Selector.ByAlias(Selector.LATEST));
  }

  @Test
  void a_number_selects_by_index() {
    assertThat(Reference.parse("models/digits:v0").selector()).isEqualTo(new Selector.ByIndex(0));
    assertThat(Reference.parse("models/digits:v12").selector()).isEqualTo(new Selector.ByIndex(12));
    assertThat(Reference.parse("models/digits:v999999999999999999").selector())
        .isEqualTo(new Selector.ByIndex(999_999_999_999_999_999L));
  }

  @Test
  void a_digest_selects_by_content() {
    assertThat(Reference.parse("models/digits@sha256:" + HEX).selector())
        .isEqualTo(new Selector.ByDigest(HEX));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-10-01T12:00Z",
        "2026-10-01T12:00:00Z",
        "2026-10-01T12:00:00.0000009Z",
        "2026-10-01T14:00+02:00"
      })
  void after_a_tilde_stands_a_time_with_its_zone(String time) {
    var reference = Reference.parse("models/digits:production~" + time);

    assertThat(reference.selector())
        .isEqualTo(
            new Selector.ByAliasAt(new Label("production"), Instant.parse("2026-10-01T12:00:00Z")));
    assertThat(Reference.parse(reference.toString())).isEqualTo(reference);
  }

  @Test
  void after_a_tilde_stands_a_number_of_former_holders() {
    assertThat(Reference.parse("models/digits:production~2").selector())
        .isEqualTo(new Selector.ByFormerHolder(new Label("production"), 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vision/digits/classifier:best",
        "models/digits:production~1",
        "models/digits:production~2026-10-01T12:00:00Z",
        "models/digits:v3",
        "models/digits:latest",
        "models/digits:重み",
        "models/digits@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      })
  void a_reference_prints_as_it_was_written(String text) {
    assertThat(Reference.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "digits, ref.grammar",
    "a/b/c/d:x, ref.grammar",
    "'', ref.grammar",
    "a//b, name.grammar",
    "/a/b, name.grammar",
    "a/b/, name.grammar",
    "a/../b, name.grammar",
    "a/b%2Fc, name.grammar",
    "models/con:x, name.device",
    "models/digits:, label.length",
    "models/digits:a:b, label.grammar",
    "models/digits:a/b, label.grammar",
    "models/digits:v007, label.index",
    "models/digits:V3, label.index",
    "models/digits:v1234567890123456789, label.index",
    "models/digits:sha256:12, digest.grammar",
    "models/digits:best~, history.grammar",
    "models/digits:best~0, history.grammar",
    "models/digits:best~-1, history.grammar",
    "models/digits:best~1000000, history.grammar",
    "models/digits:best~1~1, history.grammar",
    "models/digits:best~yesterday, history.grammar",
    "models/digits:best~2026-10-01, history.grammar",
    "models/digits:best~+12026-10-01T12:00Z, history.grammar",
    "models/digits:best~2026-10-01T12:00, time.zone",
    "models/digits:best~2026-02-30T12:00Z, time.date",
    "models/digits:best~2026-10-01T12:00+25:00, time.date",
    "models/digits:~1, label.length",
    "models/digits:v3~1, label.index",
    "models/digits~1, name.grammar",
    "models/digits@best, ref.grammar",
    "models/digits@, ref.grammar",
    "models/digits@sha256:, digest.grammar",
    "models/digits@sha256:0123, digest.grammar",
    "models/digits@sha256:ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789,"
        + " digest.grammar"
  })
  void what_does_not_follow_the_grammar_is_refused(String text, String rule) {
    assertThatThrownBy(() -> Reference.parse(text))
        .isInstanceOfSatisfying(
            Failure.Invalid.class,
            refusal -> {
              assertThat(refusal.field()).isEqualTo("ref");
              assertThat(refusal.rule()).isEqualTo(rule);
            });
  }
}
