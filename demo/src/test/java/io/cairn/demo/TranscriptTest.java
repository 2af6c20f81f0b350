// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TranscriptTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

  @Test
  void steps_are_numbered_and_facts_aligned() {
    var transcript = new Transcript(out, false);

    transcript.step("Train");
    transcript.fact("epoch", "%d", 1);
    transcript.step("Promote");

    assertThat(text())
        .isEqualToNormalizingNewlines("\n 1   Train\n     epoch        1\n\n 2   Promote\n");
  }

  @Test
  void colours_are_for_terminals_only() {
    Transcript.of(out, false, Map.of("TERM", "xterm")).step("Train");

    assertThat(text()).doesNotContain("\033");
  }

  @Test
  void no_color_is_respected_on_a_terminal() {
    Transcript.of(out, true, Map.of("NO_COLOR", "1")).step("Train");
    Transcript.of(out, true, Map.of("TERM", "dumb")).good("verify", "ok");

    assertThat(text()).doesNotContain("\033");
  }

  @Test
  void a_terminal_gets_colours() {
    Transcript.of(out, true, Map.of("NO_COLOR", "")).step("Train");

    assertThat(text()).contains("\033[1mTrain\033[0m");
  }

  @Test
  void a_digest_is_cut_to_twelve_hex_digits() {
    assertThat(Transcript.brief("sha256:0123456789abcdef")).isEqualTo("0123456789ab");
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
