// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.failure.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedManifestTest {
  private final ArrayList<ManifestEntry> seen = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 40})
  void passes_a_right_manifest_on_and_shows_its_entries(int max) throws IOException {
    var entries = Manifests.random(new Random(max), max);
    var bytes = Manifests.write(entries);
    var manifest = new CheckedManifest(new ByteArrayInputStream(bytes), 40, seen::add);

    assertThat(manifest.readAllBytes()).isEqualTo(bytes);

    assertThat(manifest.read()).isEqualTo(-1);
    assertThat(seen).isEqualTo(entries);
    assertThat(manifest.summary().digest()).isEqualTo(Digest.hash(bytes));
  }

  @Test
  void can_be_read_byte_by_byte() throws IOException {
    var bytes = Manifests.write(Manifests.file("é", "x"));
    var manifest = new CheckedManifest(new ByteArrayInputStream(bytes), 40, seen::add);

    for (var expected : bytes) {
      assertThat(manifest.read()).isEqualTo(expected & 0xff);
    }
    assertThat(manifest.read()).isEqualTo(-1);
  }

  @Test
  void a_wrong_line_ends_the_reading() throws IOException {
    var bytes = Manifests.write(Manifests.file("a", "x"));
    var wrong =
        new SequenceInputStream(new ByteArrayInputStream(bytes), new ByteArrayInputStream(bytes));
    var manifest = new CheckedManifest(wrong, 40, seen::add);

    assertThatThrownBy(manifest::readAllBytes).isInstanceOf(Failure.Invalid.class);
  }

  @Test
  void a_body_that_breaks_off_is_a_broken_stream_and_no_wrong_manifest() {
    var broken =
        new SequenceInputStream(
            new ByteArrayInputStream(ManifestLine.HEADER),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("connection reset");
              }
            });
    var manifest = new CheckedManifest(broken, 40, seen::add);

    assertThatThrownBy(manifest::readAllBytes)
        .isInstanceOf(IOException.class)
        .hasMessage("connection reset");
  }

  @Test
  void one_entry_more_than_the_limit_is_too_large() throws IOException {
    var bytes = Manifests.write(Manifests.file("a", ""), Manifests.file("b", ""));
    var manifest = new CheckedManifest(new ByteArrayInputStream(bytes), 1, seen::add);

    assertThatThrownBy(manifest::readAllBytes).isInstanceOf(Failure.TooLarge.class);
  }

  @Test
  void has_no_summary_before_its_end() {
    var header = new ByteArrayInputStream("{".getBytes(StandardCharsets.UTF_8));
    var manifest = new CheckedManifest(header, 40, seen::add);

    assertThatThrownBy(manifest::summary).isInstanceOf(IllegalStateException.class);
  }
}
