// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConsoleLineTest {
  private final List<String> told = new ArrayList<>();
  private final AtomicLong numbers = new AtomicLong();
  private final ConsoleLine line =
      new ConsoleLine(
          numbers::getAndIncrement,
          (number, text, cut, isEnded) -> {
            var tail = (cut > 0 ? "+" + cut : "") + (isEnded ? "" : "…");
            told.add(number + ":" + text + tail);
          });

  @Test
  void lines_are_numbered_and_a_last_one_without_an_end_counts() {
    say("one\n\ntwo\r\nthree");
    line.end();

    assertThat(told).containsExactly("0:one", "1:", "2:two", "3:three");
  }

  @Test
  void a_progress_bar_is_one_line() {
    say("10%\r20%");
    line.tellUnfinished();
    line.tellUnfinished();
    say("\r100%\ndone\n");
    line.end();

    assertThat(told).containsExactly("0:20%…", "0:100%", "1:done");
  }

  @Test
  void a_bar_that_ends_with_a_return_keeps_its_last_state() {
    say("50%\r100%\r");
    line.end();

    assertThat(told).containsExactly("0:100%");
  }

  @Test
  void bytes_that_are_no_text_are_replaced() {
    var bytes = new byte[] {'a', (byte) 0xFF, (byte) 0xC3, '\n', (byte) 0xE2, (byte) 0x82};
    line.accept(bytes, bytes.length);
    line.end();

    assertThat(told).containsExactly("0:a\uFFFD\uFFFD", "1:\uFFFD");
  }

  @Test
  void a_line_of_a_hundred_megabytes_needs_no_memory() {
    var block = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
    for (var i = 0; i < 100; i++) {
      line.accept(block, block.length);
    }
    say("\nnext\n");

    assertThat(told.getFirst()).endsWith("x+" + ((100L << 20) - (20 << 10)));
    assertThat(told.getLast()).isEqualTo("1:next");
  }

  @Test
  void it_does_not_matter_how_the_bytes_are_cut() {
    var random = new Random(7);
    var text = new StringBuilder();
    var letters = List.of("a", "é", "数", "🚀", "\n", "\r", "\r\n", " ");
    for (var i = 0; i < 2_000; i++) {
      text.append(letters.get(random.nextInt(letters.size())));
    }
    say(text.toString());
    line.end();
    var whole = List.copyOf(told);
    told.clear();
    numbers.set(0);

    var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    for (var from = 0; from < bytes.length; ) {
      var count = Math.min(bytes.length - from, 1 + random.nextInt(9));
      var piece = new byte[count];
      System.arraycopy(bytes, from, piece, 0, count);
      line.accept(piece, count);
      from += count;
    }
    line.end();

    assertThat(told).isEqualTo(whole);
  }

  private void say(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    line.accept(bytes, bytes.length);
  }
}
