// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectUriTest {
  @ParameterizedTest
  @CsvSource({
    "s3://lake/a b/ü%25.tif, lake, a b/ü%.tif",
    "s3://lake/a%20b%3F?versionId=7, lake, a b?",
    "gs://lake/k#12, lake, k",
    "s3://lake, lake, ''",
    "S3://lake/x/, lake, x/",
    "s3://lake//x, lake, /x",
  })
  void a_key_is_read_with_its_percent_signs_decoded(String uri, String bucket, String key)
      throws Exception {
    var parsed = ObjectUri.parse(uri);

    assertThat(parsed.bucket()).isEqualTo(bucket);
    assertThat(parsed.key()).isEqualTo(key);
  }

  @Test
  void whatever_a_key_is_made_of_it_is_written_and_read_again() throws Exception {
    var seed = new Random().nextLong();
    var random = new Random(seed);
    for (var i = 0; i < 500; i++) {
      var key = new StringBuilder();
      for (var length = random.nextInt(20); length >= 0; length--) {
        var c = random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0x20000);
        key.appendCodePoint(c >= 0xD800 && c < 0xE000 ? 'x' : c);
      }
      var version = random.nextBoolean() ? Optional.of("3sL4k.qtJ_l-") : Optional.<String>empty();
      var uri = new ObjectUri("s3", "lake", key.toString(), version);

      assertThat(ObjectUri.parse(uri.text())).as("seed %d", seed).isEqualTo(uri);
      assertThat(uri.text().codePoints()).noneMatch(c -> Character.isSpaceChar(c) || c < 0x20);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3:/lake/k",
        "s3:///k",
        "s3://a b/k",
        "s3://lake/k?x=1",
        "s3://lake/k%2",
        "s3://lake/%FF",
        "gs://lake/k?versionId=1",
        "az://lake/k"
      })
  void what_is_none_is_refused_with_the_remedy(String uri) {
    assertThatThrownBy(() -> ObjectUri.parse(uri))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(uri);
  }
}
