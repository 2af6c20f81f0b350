// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitsTest {
  private static final String ROW = "16" + ",0".repeat(63) + ",3";

  @Test
  void the_shipped_rows_are_all_there_and_split_without_overlap() throws IOException {
    var digits = ShippedDigits.read();

    assertThat(digits.training()).hasSize(1_079);
    assertThat(digits.validation()).hasSize(359);
    assertThat(digits.test()).hasSize(359);
    for (var part : Stream.of(digits.training(), digits.validation(), digits.test()).toList()) {
      assertThat(part.stream().map(Digit::label).distinct()).hasSize(Digit.LABELS);
    }
    assertThat(Collections.disjoint(digits.training(), digits.test())).isTrue();
  }

  @Test
  void grey_values_are_scaled_to_one() {
    var digit = digit(ROW);

    var features = digit.features();

    assertThat(features).hasSize(64).startsWith(1f, 0f);
    assertThat(digit.label()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "0,3|64 grey values",
        "''|For input string",
        "x|For input string",
      })
  void a_row_that_is_no_digit_is_named(String row, String rule) {
    var lines = (ROW + "\n").repeat(2) + row + "\n";

    assertThatThrownBy(() -> Digits.read(gzip(lines)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 3")
        .hasMessageContaining(rule);
  }

  @Test
  void values_out_of_range_are_refused() {
    assertThatThrownBy(() -> digit(ROW.replace("16", "17"))).hasMessageContaining("0 to 16");
    assertThatThrownBy(() -> digit(ROW.replace("16", "-1"))).hasMessageContaining("0 to 16");
    assertThatThrownBy(() -> digit(ROW).withLabel(10)).hasMessageContaining("0 to 9");
  }

  @Test
  void too_few_rows_are_refused() {
    assertThatThrownBy(() -> Digits.read(gzip((ROW + "\n").repeat(4))))
        .hasMessageContaining("at least 5 rows");
  }

  private static Digit digit(String row) {
    try {
      return Digits.read(gzip((row + "\n").repeat(5))).training().getFirst();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static InputStream gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.US_ASCII));
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }
}
