// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
  @ParameterizedTest
  @CsvSource({
    "t/p/c,t/p/c,latest",
    "t/p/c:v3,t/p/c,v3",
    "m/d:production,m/d,production",
    "m/d@sha256:00,m/d,sha256:00",
    "m/d:production~2026-10-01T12:00Z,m/d,production~2026-10-01T12:00Z",
  })
  void a_reference_has_path_and_selector(String text, String path, String selector) {
    var reference = Reference.parse(text);

    assertThat(reference.path()).isEqualTo(path);
    assertThat(reference.selectorOrLatest()).isEqualTo(selector);
    assertThat(reference).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "a/b/c/d", "a//b", "a/b:", "/a/b", "a/ /b", "a/..", "./b/c", "a/b:.."})
  void another_shape_is_refused_as_usage(String text) {
    assertThatThrownBy(() -> Reference.parse(text))
        .isInstanceOfSatisfying(CairnException.class, e -> assertThat(e.exitCode()).isEqualTo(2));
  }

  @Test
  void a_route_is_encoded_segment_by_segment() {
    var route = Reference.parse("m/d:größe b").versionRoute();

    assertThat(route.text())
        .isEqualTo("/api/v1/registries/m/models/d/versions/gr%C3%B6%C3%9Fe%20b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".."})
  void a_segment_that_means_another_place_is_refused(String segment) {
    assertThatThrownBy(() -> Route.of("teams", segment))
        .isInstanceOfSatisfying(CairnException.class, e -> assertThat(e.exitCode()).isEqualTo(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"t/p/", "t/p/..", "t/../runs/r"})
  void a_run_has_no_empty_part_and_no_dots(String text) {
    assertThatThrownBy(() -> RunPath.parse(text))
        .isInstanceOfSatisfying(CairnException.class, e -> assertThat(e.exitCode()).isEqualTo(2));
  }

  @Test
  void nothing_is_deleted_without_a_selector() {
    try (var server = new TinyServer();
        var cairn = server.client()) {
      assertThatThrownBy(() -> cairn.versions().delete("t/p/c"))
          .hasMessageContaining("needs a selector");
      assertThat(server.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"t/p/r", "t/p/runs/r"})
  void a_run_has_two_spellings(String text) {
    assertThat(RunPath.parse(text)).hasToString("t/p/runs/r");
  }
}
