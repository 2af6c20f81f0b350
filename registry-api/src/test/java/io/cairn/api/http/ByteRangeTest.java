// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=0-9, 0, 10",
    "bytes=2-, 2, 8",
    "bytes=-3, 7, 3",
    "bytes=-99, 0, 10",
    "bytes=5-99, 5, 5",
    "BYTES=1-2, 1, 2",
    "bytes = 1 - 2, 1, 2"
  })
  void one_range_of_ten_bytes(String header, long offset, long length) {
    var ranges = ByteRange.parse(header, 10);

    assertThat(ranges).contains(List.of(new ByteRange(offset, length)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=,",
        "items=0-1",
        "bytes=2-1",
        "bytes=a-b",
        "bytes=-"
      })
  void what_is_no_range_asks_for_the_whole(String header) {
    var ranges = ByteRange.parse(header, 10);

    assertThat(ranges).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0", "bytes=0-5,5-9", "bytes=0-,-1"})
  void past_the_end_and_overlapping_ranges_cannot_be_satisfied(String header) {
    var ranges = ByteRange.parse(header, 10);

    assertThat(ranges).contains(List.of());
  }

  @Test
  void several_ranges_keep_their_order_and_lose_those_past_the_end() {
    var ranges = ByteRange.parse("bytes=8-9, 0-1, 50-60", 10);

    assertThat(ranges).contains(List.of(new ByteRange(8, 2), new ByteRange(0, 2)));
  }

  @Test
  void sixteen_ranges_are_answered_and_seventeen_are_not() {
    var sixteen = ByteRange.parse(rangesOfOneByte(16), 100);
    var seventeen = ByteRange.parse(rangesOfOneByte(17), 100);

    assertThat(sixteen.orElseThrow()).hasSize(16);
    assertThat(seventeen).contains(List.of());
  }

  @Test
  void nothing_of_an_empty_file_can_be_a_range() {
    assertThat(ByteRange.parse("bytes=0-", 0)).contains(List.of());
  }

  private static String rangesOfOneByte(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> 2 * i + "-" + 2 * i)
        .collect(Collectors.joining(",", "bytes=", ""));
  }
}
