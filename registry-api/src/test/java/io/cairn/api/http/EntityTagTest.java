// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EntityTagTest {
  private static final EntityTag TAG = new EntityTag("a1");

  @Test
  void if_none_match_compares_weakly() {
    assertThat(TAG.isNamedByIfNoneMatch("\"a1\"")).isTrue();
    assertThat(TAG.isNamedByIfNoneMatch("\"x\", W/\"a1\"")).isTrue();
    assertThat(TAG.isNamedByIfNoneMatch("*")).isTrue();
    assertThat(TAG.isNamedByIfNoneMatch("\"a2\"")).isFalse();
    assertThat(TAG.isNamedByIfNoneMatch(null)).isFalse();
  }

  @Test
  void if_match_compares_strongly_and_passes_when_absent() {
    assertThat(TAG.passesIfMatch(null)).isTrue();
    assertThat(TAG.passesIfMatch("*")).isTrue();
    assertThat(TAG.passesIfMatch("\"x\", \"a1\"")).isTrue();
    assertThat(TAG.passesIfMatch("W/\"a1\"")).isFalse();
    assertThat(TAG.passesIfMatch("\"a2\"")).isFalse();
  }

  @Test
  void if_range_passes_for_this_tag_only() {
    assertThat(TAG.passesIfRange(null)).isTrue();
    assertThat(TAG.passesIfRange("\"a1\"")).isTrue();
    assertThat(TAG.passesIfRange("W/\"a1\"")).isFalse();
    assertThat(TAG.passesIfRange("Wed, 21 Oct 2026 07:28:00 GMT")).isFalse();
  }

  @Test
  void no_name_of_a_file_can_break_out_of_its_header() {
    var header = ContentDisposition.attachment("dir/a\"\r\nSet-Cookie: x=ü\\.bin");

    assertThat(header)
        .isEqualTo(
            "attachment; filename=\"a___Set-Cookie: x=__.bin\"; "
                + "filename*=UTF-8''a%22%0D%0ASet-Cookie%3A%20x%3D%C3%BC%5C.bin");
  }
}
