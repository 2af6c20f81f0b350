// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.content.ManifestEntry.ReferenceEntry;
import io.cairn.core.name.FilePath;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutsideTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s3://lake/a b/50%.tif     | s3://lake/a%20b/50%25.tif
          s3://lake/what?#1         | s3://lake/what%3F%231
          gs://lake/重み/a.bin      | gs://lake/重み/a.bin
          s3://lake                 | s3://lake/
          https://host/a?b=c d      | https://host/a?b=c%20d
          file:///data/50%25.tif    | file:///data/50%25.tif
          """)
  void a_key_of_an_object_becomes_part_of_a_uri_and_other_places_stay_as_they_are(
      String ref, String uri) {
    assertThat(reference(ref, "sum", 5, Map.of()).uri()).isEqualTo(uri);
  }

  @Test
  void the_version_of_an_object_is_part_of_its_uri() {
    assertThat(reference("s3://b/k", "5d41", 5, Map.of("etag", "5d41", "versionID", "x1.y")))
        .isEqualTo(
            new ReferenceEntry(
                new FilePath("k"),
                OptionalLong.of(5),
                "s3://b/k?versionId=x1.y",
                Optional.of("etag:5d41")));
    assertThat(reference("gs://b/k", "CJi=", 5, Map.of("versionID", 17L)).uri())
        .isEqualTo("gs://b/k?generation=17");
    assertThat(reference("s3://b/k", "5d41", 5, Map.of("versionID", "no & none")).uri())
        .isEqualTo("s3://b/k");
  }

  @Test
  void what_nobody_looked_at_has_neither_size_nor_sum() {
    var unseen = reference("gs://b/k", "gs://b/k", 0, Map.of());
    var empty = reference("s3://b/k", "d41d", 0, Map.of("etag", "d41d"));
    var page = reference("https://host/a", "https://host/a", 7, Map.of());
    var elsewhere = reference("wandb-artifact://41/a", "sum", 0, Map.of());

    assertThat(unseen.sizeBytes()).isEmpty();
    assertThat(unseen.checksum()).isEmpty();
    assertThat(empty.sizeBytes()).hasValue(0);
    assertThat(page.sizeBytes()).hasValue(7);
    assertThat(elsewhere.sizeBytes()).isEmpty();
  }

  private static ReferenceEntry reference(
      String ref, String digest, int size, Map<String, Object> extra) {
    var members = Map.of("ref", ref, "digest", digest, "size", size, "extra", extra);
    return Outside.of(WandbEntry.of("k", members), new FilePath("k"));
  }
}
