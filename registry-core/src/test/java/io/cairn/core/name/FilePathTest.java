// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.failure.Failure;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilePathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "模型/重み.bin",
        "a b/ü.txt",
        "weights%2F1.bin",
        "..a/b..c",
        ".hidden",
        "...",
        "a/...",
        "aux/b",
        "x/lpt1.txt",
        "A.jpg",
        "a.",
        "a ",
        " a",
        "C:x",
        "-rf",
        "~",
        "\uD83D\uDE42/x",
        "a\u202Eb"
      })
  void a_relative_path_is_kept_as_it_is(String text) {
    assertThat(new FilePath(text).text()).isEqualTo(text);
  }

  @Test
  void the_decomposed_spelling_becomes_the_composed_one() {
    assertThat(new FilePath("u\u0308/e\u0301.txt")).isEqualTo(new FilePath("\u00FC/\u00E9.txt"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "/etc/passwd, path.segment",
        "../x, path.segment",
        "a/../../x, path.segment",
        "a//b, path.segment",
        "./a, path.segment",
        "a/., path.segment",
        "., path.segment",
        ".., path.segment",
        "a/, path.segment",
        "/, path.segment",
        "C:\\x, path.backslash",
        "\\\\host\\x, path.backslash",
        "a\\..\\b, path.backslash",
        "\"\", path.empty"
      })
  void what_could_leave_the_folder_is_refused(String text, String rule) {
    assertRefused(text, rule);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\u0000b", "a\nb", "a\rb", "a\u001Bb", "a\u007Fb", "a\u0085b", "a\uD800b"})
  void control_characters_are_refused_and_not_printed(String text) {
    assertRefused(text, "path.control");
    assertThatThrownBy(() -> new FilePath(text))
        .message()
        .doesNotContainPattern("\\p{Cntrl}")
        .doesNotContain("\uD800");
  }

  @Test
  void a_path_has_up_to_1024_bytes() {
    var folder = "d".repeat(203) + "/";

    assertThat(new FilePath(folder.repeat(5) + "abcd").text()).hasSize(1_024);
    assertRefused(folder.repeat(5) + "abcde", "path.length");
    assertRefused((("\u00FC".repeat(101) + "x/").repeat(5)) + "abc\u00FC", "path.length");
  }

  @Test
  void a_segment_has_up_to_255_bytes() {
    assertThat(new FilePath("a/" + "s".repeat(255)).text()).hasSize(257);
    assertRefused("a/" + "s".repeat(256), "path.segment-length");
    assertRefused("\u91CD".repeat(86), "path.segment-length");
  }

  @Test
  void a_path_has_up_to_64_segments() {
    assertThat(new FilePath(deep(64)).text()).hasSize(127);
    assertRefused(deep(65), "path.depth");
  }

  private static String deep(int segments) {
    return String.join("/", Collections.nCopies(segments, "d"));
  }

  private static void assertRefused(String text, String rule) {
    assertThatThrownBy(() -> new FilePath(text))
        .isInstanceOfSatisfying(
            Failure.Invalid.class,
            refusal -> {
              assertThat(refusal.field()).isEqualTo("path");
              assertThat(refusal.rule()).isEqualTo(rule);
            });
  }
}
