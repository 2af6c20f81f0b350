// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "5 | etag:a | - | 5 | etag:a | - | same",
        "5 | etag:a | - | 5 | etag:b | - | etag",
        "5 | etag:a | - | 6 | etag:a | - | size",
        // Sent again in other parts: another tag, the same bytes.
        "5 | etag:a-2 crc64nvme:01 | - | 5 | etag:b crc64nvme:01 | - | same",
        "5 | etag:a crc64nvme:01 | - | 5 | etag:a crc64nvme:02 | - | crc64nvme",
        // Sums that only one side has decide nothing.
        "5 | etag:a sha256:01 | - | 5 | etag:a crc32c:02 | - | same",
        // A version is what it is.
        "5 | - | v1 | 5 | etag:b | v1 | same",
        "5 | etag:a | v1 | 5 | etag:a | v2 | same",
        "5 | etag:a | v1 | 5 | etag:b | v2 | etag",
        "5 | - | v1 | 5 | - | v2 | version",
        "5 | crc32c:01 | 7 | 5 | crc32c:01 | 8 | same",
        "5 | modified:x | - | 5 | modified:x | - | same",
        "5 | modified:x | - | 5 | modified:y | - | modified",
        "5 | etag:a modified:x | - | 5 | etag:a modified:y | - | same",
        "5 | - | - | 5 | etag:b | - | same",
        "- | - | - | 5 | etag:b | - | same",
        "- | whatever it is | - | 5 | etag:b | - | same",
      })
  void bytes_decide_then_the_version_then_the_tag_then_the_time(
      Long size,
      String sums,
      String version,
      Long sizeNow,
      String sumsNow,
      String versionNow,
      String expected) {
    var recorded = Recorded.of("s3://b/k", Optional.ofNullable(size), Optional.ofNullable(sums));
    var found =
        new Found(
            "k",
            OptionalLong.of(sizeNow),
            Optional.ofNullable(versionNow),
            Sums.parse(Optional.ofNullable(sumsNow)));

    var difference = recorded.difference(found, Optional.ofNullable(version));

    if (expected.equals("same")) {
      assertThat(difference).isEmpty();
    } else {
      assertThat(difference.orElseThrow().text()).contains(expected);
    }
  }

  @Test
  void sums_are_written_in_one_order_and_read_again() {
    var sums =
        Sums.NONE
            .with("modified", "2026-10-01T12:00:00Z")
            .withEtag(Optional.of("W/\"a b\""))
            .withEtag(Optional.of("\"9f86\""))
            .withBase64("crc32c", Optional.of("4waSgw=="))
            .withBase64("md5", Optional.of("no base64!"));

    assertThat(sums.text()).contains("etag:9f86 crc32c:e3069283 modified:2026-10-01T12:00:00Z");
    assertThat(Sums.parse(sums.text())).isEqualTo(sums);
    assertThat(Sums.NONE.text()).isEmpty();
  }
}
