// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {
  private static final String CHARACTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-";

  @Test
  void ten_thousand_keys_have_the_form_and_differ() {
    var random = new SecureRandom();
    var seen = new HashSet<String>();

    for (var i = 0; i < 10_000; i++) {
      seen.add(KeyText.generate(KeyKind.PERSON, random).reveal());
    }

    assertThat(seen).hasSize(10_000);
    assertThat(seen).allMatch(key -> key.matches(KeyText.FORM) && key.matches("\\w{47}"));
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void a_key_tells_its_kind(KeyKind kind) {
    var key = KeyText.generate(kind, new SecureRandom());

    assertThat(key.reveal()).startsWith("crn_" + kind.letter() + "_");
    assertThat(KeyText.parse(key.reveal())).isPresent();
  }

  @Test
  void any_one_changed_character_is_refused() {
    var seed = System.nanoTime();
    var key = KeyText.generate(KeyKind.PERSON, new Random(seed)).reveal();

    for (var at = 0; at < key.length(); at++) {
      for (var c : CHARACTERS.toCharArray()) {
        if (key.charAt(at) != c) {
          var changed = key.substring(0, at) + c + key.substring(at + 1);
          assertThat(KeyText.parse(changed)).as("seed %d: %s", seed, changed).isEmpty();
        }
      }
    }
  }

  @Test
  void the_prefix_of_the_hub_clients_changes_nothing() {
    var key = KeyText.generate(KeyKind.SERVICE, new SecureRandom());

    var parsed = KeyText.parse("hf_" + key.reveal()).orElseThrow();

    assertThat(parsed.reveal()).isEqualTo(key.reveal());
    assertThat(parsed.hash()).isEqualTo(key.hash());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "crn_", "hf_", "hf_hf_", " ", "Bearer", "crn_p_", "ü"})
  void what_is_no_key_is_none(String text) {
    assertThat(KeyText.parse(text)).isEmpty();
  }

  @Test
  void its_text_form_does_not_show_it() {
    var key = KeyText.generate(KeyKind.PERSON, new SecureRandom());

    assertThat(key.toString()).hasSizeLessThan(12);
  }
}
