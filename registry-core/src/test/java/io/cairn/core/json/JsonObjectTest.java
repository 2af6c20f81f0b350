// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.failure.Failure;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"b\":1,\"a\":2}",
        "{\"n\":[null,true,false,0,-1,2.5,1.0E30,123456789012345678901234567890]}",
        "{\"s\":\"重み \uD83D\uDE42 \\\" \\\\ \\n \\u0000\"}",
        "{\"deep\":{\"list\":[{},[],[[\"x\"]]]}}",
        "{\"\":\"empty key\"}"
      })
  void what_was_read_is_written_alike(String text) {
    assertThat(JsonObject.parse("config", text)).hasToString(text);
  }

  @Test
  void blanks_between_members_do_not_matter() {
    assertThat(JsonObject.parse("config", " { \"a\" : [ 1 , 2 ] } \n"))
        .isEqualTo(JsonObject.parse("config", "{\"a\":[1,2]}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "1",
        "\"x\"",
        "null",
        "true",
        "nope",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,}",
        "{\"a\":[1",
        "{\"a\":[1,]}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":-Infinity}",
        "{\"a\":1e999}",
        "{\"a\":1,\"a\":2}",
        "{\"o\":{\"k\":1,\"k\":1}}",
        "{} {}",
        "{}x",
        "{\"a\":\"\u0001\"}",
        "{\"a\":\"\\x\"}",
        "// c\n{}",
        "{\"a\":\"\\ud800\"}",
        "{\"\\udc00\":1}"
      })
  void what_is_no_json_object_is_refused(String text) {
    assertRefused(text);
  }

  @Test
  void objects_nest_64_levels_deep() {
    assertThat(JsonObject.parse("config", nested(64))).hasToString(nested(64));
    assertRefused(nested(65));
    assertRefused(nested(10_000));
  }

  @Test
  void lists_nest_64_levels_deep() {
    assertRefused("{\"a\":" + "[".repeat(100_000));
  }

  @Test
  void a_text_of_more_than_a_mebibyte_is_too_large() {
    var most = "{\"a\":\"" + "x".repeat((1 << 20) - 8) + "\"}";

    assertThat(JsonObject.parse("config", most).toString()).hasSize(1 << 20);
    assertThatThrownBy(() -> JsonObject.parse("config", most + " "))
        .isInstanceOfSatisfying(
            Failure.TooLarge.class, e -> assertThat(e.field()).isEqualTo("config"));
  }

  @Test
  void a_number_of_more_than_a_thousand_digits_is_refused() {
    assertRefused("{\"a\":" + "9".repeat(1_001) + "}");
  }

  @Test
  void a_tree_becomes_an_object_with_our_types() {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("int", 1);
    tree.put("big", BigInteger.TWO.pow(80));
    tree.put("decimal", new BigDecimal("2.5"));
    tree.put("float", 0.5f);
    tree.put("list", Arrays.asList(1L, null, true));
    tree.put("text", new StringBuilder("x"));

    assertThat(JsonObject.of("config", tree))
        .hasToString(
            "{\"int\":1,\"big\":1208925819614629174706176,\"decimal\":2.5,\"float\":0.5,"
                + "\"list\":[1,null,true],\"text\":\"x\"}");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void a_tree_with_a_number_that_is_not_finite_is_refused(double number) {
    assertTreeRefused(Map.of("a", List.of(number)));
    assertTreeRefused(Map.of("a", (float) number));
  }

  @Test
  void a_tree_deeper_than_the_limit_is_refused() {
    Object tree = "x";
    for (var level = 0; level < 2_000; level++) {
      tree = new ArrayList<>(List.of(tree));
    }
    assertTreeRefused(Map.of("a", tree));
  }

  @Test
  void members_of_the_second_object_win() {
    var base = JsonObject.parse("config", "{\"a\":1,\"b\":{\"x\":1}}");

    var merged = base.with(JsonObject.parse("config", "{\"b\":2,\"c\":null}"));

    assertThat(merged).hasToString("{\"a\":1,\"b\":2,\"c\":null}");
    assertThat(base).hasToString("{\"a\":1,\"b\":{\"x\":1}}");
  }

  @Test
  void a_tree_that_changes_afterwards_changes_nothing() {
    var tree = new HashMap<String, Object>(Map.of("a", 1));
    var object = JsonObject.of("config", tree);

    tree.put("a", 2);

    assertThat(object).hasToString("{\"a\":1}");
    assertThatThrownBy(() -> object.members().put("b", 1))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void the_order_of_members_does_not_make_another_object() {
    var one = JsonObject.parse("config", "{\"a\":1,\"b\":2}");
    var other = JsonObject.parse("config", "{\"b\":2,\"a\":1}");

    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(one.isEmpty()).isFalse();
    assertThat(JsonObject.empty().isEmpty()).isTrue();
  }

  private static String nested(int levels) {
    return "{\"a\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
  }

  private static void assertRefused(String text) {
    assertThatThrownBy(() -> JsonObject.parse("config", text))
        .isInstanceOfSatisfying(
            Failure.Invalid.class,
            refusal -> {
              assertThat(refusal.field()).isEqualTo("config");
              assertThat(refusal.rule()).startsWith("json.");
            });
  }

  private static void assertTreeRefused(Map<String, ?> tree) {
    assertThatThrownBy(() -> JsonObject.of("config", tree))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, e -> assertThat(e.field()).isEqualTo("config"));
  }
}
