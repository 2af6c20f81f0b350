// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.cli.ProgressLine.Step;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressLineTest {
  private static final long SECOND = 1_000_000_000L;

  @ParameterizedTest
  @CsvSource({
    "0,0 B",
    "999,999 B",
    "1000,1.0 kB",
    "1234,1.2 kB",
    "99949,99.9 kB",
    "99951,100 kB",
    "999499,999 kB",
    "999500,1.0 MB",
    "18432000,18.4 MB",
    "512000000000,512 GB",
    "9223372036854775807,9223 PB",
  })
  void bytes_have_at_most_three_digits(long count, String text) {
    assertThat(Units.bytes(count)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"7,0:07", "725,12:05", "10841,3:00:41"})
  void time_is_told_in_minutes_or_hours(long seconds, String text) {
    assertThat(Units.duration(seconds)).isEqualTo(text);
  }

  @Test
  void a_line_tells_share_files_bytes_rate_and_time_left() {
    var step = step(300, 2_000_000_000L, 12, 500_000_000L);

    var text = step.text(10 * SECOND);

    assertThat(text)
        .isEqualTo(
            "uploading   [######··················]  25 %  12/300 files  500 MB of 2.0 GB"
                + "  50.0 MB/s  0:30 left");
  }

  @Test
  void what_is_not_done_never_shows_as_done() {
    var step = step(2, 1_000, 1, 999);

    assertThat(step.text(SECOND)).contains(" 99 %");
  }

  @Test
  void empty_files_count_by_number() {
    var step = step(4, 0, 2, 0);

    assertThat(step.text(SECOND)).contains(" 50 %  2/4 files").doesNotContain("left");
  }

  @Test
  void where_nobody_watches_there_is_one_plain_line_a_step() {
    var bytes = new ByteArrayOutputStream();
    var progress = new ProgressLine(new PrintStream(bytes, true, StandardCharsets.UTF_8), false);

    progress.begin("hashing", 2, 30);
    progress.bytes(30);
    progress.file();
    progress.file();
    progress.end();

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .startsWith("hashing     2 files, 30 B in ")
        .hasLineCount(1)
        .doesNotContain("\r", "\033");
  }

  @Test
  void a_step_without_files_is_not_mentioned() {
    var bytes = new ByteArrayOutputStream();
    var progress = new ProgressLine(new PrintStream(bytes, true, StandardCharsets.UTF_8), false);

    progress.begin("uploading", 0, 0);
    progress.end();

    assertThat(bytes.size()).isZero();
  }

  private static Step step(long files, long bytes, long doneFiles, long done) {
    var step = new Step("uploading", files, bytes, 0, new LongAdder(), new LongAdder());
    step.doneFiles().add(doneFiles);
    step.done().add(done);
    return step;
  }
}
