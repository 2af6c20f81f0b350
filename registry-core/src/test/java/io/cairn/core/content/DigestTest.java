// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.failure.Failure;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
  // FIPS 180-4, example of "abc".
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void hashes_as_the_standard_says() {
    var digest = Digest.hash("abc".getBytes(StandardCharsets.US_ASCII));

    assertThat(digest.hex()).isEqualTo(ABC);
    assertThat(digest).hasToString("sha256:" + ABC);
    assertThat(Digest.ofBytes(digest.bytes())).isEqualTo(digest);
  }

  @Test
  void hashes_in_pieces_as_in_one() {
    var hasher = new Digest.Hasher();
    hasher.update(new byte[] {'x', 'a', 'b'}, 1, 2);
    hasher.update(new byte[] {'c'}, 0, 1);

    assertThat(hasher.finish().hex()).isEqualTo(ABC);
  }

  @Test
  void is_read_with_and_without_its_prefix() {
    assertThat(Digest.parse("sha256:" + ABC)).isEqualTo(new Digest(ABC));
    assertThat(Digest.parse(ABC).matches(new Digest(ABC))).isTrue();
    assertThat(Digest.parse(ABC).matches(Digest.hash(new byte[0]))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256:",
        "abc",
        "SHA256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015adff",
        "../../../../../../../../../../../../../../../../../../../etc/pass",
        "sha512:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      })
  void anything_else_is_refused_by_field_and_rule(String text) {
    assertThatThrownBy(() -> Digest.parse("base", text))
        .isInstanceOfSatisfying(
            Failure.Invalid.class,
            failure -> {
              assertThat(failure.field()).isEqualTo("base");
              assertThat(failure.rule()).isEqualTo("digest.grammar");
            });
  }
}
