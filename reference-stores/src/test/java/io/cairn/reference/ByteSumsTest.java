// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteSumsTest {
  /// Check values of the catalogue of CRCs, and of RFC 1321, 3174 and 6234.
  @Test
  void sums_are_those_of_their_definitions() {
    var sums = new ByteSums(new HashSet<>(Sums.OF_BYTES));
    var bytes = "123456789".getBytes(StandardCharsets.US_ASCII);
    sums.update(bytes, bytes.length);

    var found = sums.finish();

    assertThat(found.get("crc64nvme")).contains("ae8b14860a799888");
    assertThat(found.get("crc32c")).contains("e3069283");
    assertThat(found.get("crc32")).contains("cbf43926");
    assertThat(found.get("md5")).contains("25f9e794323b453885f5181f1b624d0b");
    assertThat(found.get("sha1")).contains("f7c3bc1d808e04732adf679965ccc34ca7ae3441");
    assertThat(found.get("sha256"))
        .contains("15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225");
  }

  @Test
  void it_does_not_matter_in_which_pieces_bytes_come() {
    var random = new Random(3);
    var bytes = new byte[10_000];
    random.nextBytes(bytes);
    var whole = new Crc64();
    whole.update(bytes, 0, bytes.length);
    var pieces = new Crc64();
    for (var at = 0; at < bytes.length; ) {
      var length = Math.min(bytes.length - at, 1 + random.nextInt(37));
      pieces.update(bytes, at, length);
      at += length;
    }

    assertThat(pieces.getValue()).isEqualTo(whole.getValue());
  }
}
