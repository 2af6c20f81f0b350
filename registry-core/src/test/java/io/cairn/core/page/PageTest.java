// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.failure.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

  @Test
  void an_extra_row_only_tells_that_there_is_more() {
    var page = Page.of(List.of(1L, 2L, 3L), 2, Cursor::of);

    assertThat(page.items()).containsExactly(1L, 2L);
    assertThat(page.next()).contains(Cursor.of(2));
  }

  @Test
  void the_last_page_has_no_next() {
    assertThat(Page.of(List.of(1L, 2L), 2, Cursor::of).next()).isEmpty();
    assertThat(Page.of(List.<Long>of(), 2, Cursor::of).next()).isEmpty();
  }

  @Test
  void a_mapped_page_keeps_its_next() {
    var page = Page.of(List.of(1L, 2L, 3L), 2, Cursor::of).map(Long::toHexString);

    assertThat(page.items()).containsExactly("1", "2");
    assertThat(page.next()).contains(Cursor.of(2));
  }

  @Test
  void a_request_is_for_at_most_a_thousand_items() {
    assertThat(new PageRequest(1_000_000_000, Optional.empty()).limit()).isEqualTo(1_000);
    assertThat(PageRequest.first().limit()).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void a_request_for_nothing_is_refused(int limit) {
    assertThatThrownBy(() -> new PageRequest(limit, Optional.empty()))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, e -> assertThat(e.field()).isEqualTo("limit"));
  }

  @Test
  void a_request_begins_after_its_cursor() {
    assertThat(new PageRequest(5, Optional.of(Cursor.of(42))).afterSeq(-1)).isEqualTo(42);
    assertThat(PageRequest.first().afterSeq(-1)).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "9223372036854775807", "a/b", "重み \uD83D\uDE42"})
  void a_cursor_comes_back_from_the_wire(String key) {
    var cursor = new Cursor(key);

    assertThat(Cursor.parse(cursor.wire())).isEqualTo(cursor);
    assertThat(cursor.wire()).matches("[A-Za-z0-9_-]+");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%", "a b", "=", "AAAA", "gICA", "wyg"})
  void a_text_that_we_never_gave_is_refused(String wire) {
    assertRefused(wire);
  }

  @Test
  void control_characters_and_endless_cursors_are_refused() {
    var encoder = Base64.getUrlEncoder().withoutPadding();

    assertRefused(encoder.encodeToString("a\u0000b".getBytes(StandardCharsets.UTF_8)));
    assertRefused(encoder.encodeToString("a".repeat(2_000).getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void a_cursor_of_another_list_is_refused_where_a_number_is_wanted() {
    assertThatThrownBy(() -> Cursor.parse(new Cursor("name").wire()).seq())
        .isInstanceOf(Failure.Invalid.class);
  }

  private static void assertRefused(String wire) {
    assertThatThrownBy(() -> Cursor.parse(wire))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, e -> assertThat(e.field()).isEqualTo("cursor"));
  }
}
