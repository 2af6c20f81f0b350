// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.content.ManifestEntry.FileEntry;
import io.cairn.core.content.ManifestEntry.ReferenceEntry;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.FilePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestWriterTest {
  // docs/manifest-format.md shows the same; its digest was taken with sha256sum.
  private static final String EXAMPLE =
      """
      {"cairn":"manifest/1"}
      {"path":"README.md","size":9,"sha256":"6942fa37cbd486b7a12ce561dea8d582b129560c9f6068fb0548e1b267f33ccf"}
      {"path":"data/\\"quoted\\" name.txt","size":1,"sha256":"8e35c2cd3bf6641bdb0e2050b76932cbb2e6034a0ddacc1d9bea82a6ba57f7cf"}
      {"path":"data/empty.bin","size":0,"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}
      {"path":"raw/a.parquet","size":123,"ref":"s3://bucket/a.parquet?versionId=7","checksum":"etag:9b2cf535f27731c974343645a3985328"}
      {"path":"模型/重み.bin","size":1,"sha256":"50e721e49c013f00c62cf59f2163542a9d8df02464efeb615d31051b0fddc326"}
      """;
  private static final String EXAMPLE_DIGEST =
      "sha256:088e0ede619509738c6410c3ccfa4b9580e3e836bd1095b20f1e4cf4baccb551";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void writes_the_worked_example_of_the_specification() throws IOException {
    var entries =
        List.of(
            Manifests.file("README.md", "# Digits\n"),
            Manifests.file("data/empty.bin", ""),
            Manifests.file("data/\"quoted\" name.txt", "q"),
            new ReferenceEntry(
                new FilePath("raw/a.parquet"),
                OptionalLong.of(123),
                "s3://bucket/a.parquet?versionId=7",
                Optional.of("etag:9b2cf535f27731c974343645a3985328")),
            Manifests.file("模型/重み.bin", "w"));
    var sorted = entries.stream().sorted(ManifestEntry.order()).toList();

    var summary = ManifestWriter.write(out, sorted.iterator());

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(EXAMPLE);
    assertThat(summary)
        .isEqualTo(new ManifestSummary(Digest.parse(EXAMPLE_DIGEST), out.size(), 4, 1, 11));
  }

  @Test
  void the_specification_shows_the_example_as_it_is() throws IOException {
    var specification = Files.readString(Path.of("../docs/manifest-format.md"));

    assertThat(specification).contains("```\n" + EXAMPLE + "```\n").contains(EXAMPLE_DIGEST);
  }

  @Test
  void an_empty_manifest_is_its_header() throws IOException {
    var summary = new ManifestWriter(out).finish();

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"cairn\":\"manifest/1\"}\n");
    assertThat(summary.digest()).isEqualTo(Digest.hash(out.toByteArray()));
    assertThat(summary.entries()).isZero();
  }

  @Test
  void sorts_by_utf8_bytes_and_not_by_utf16() throws IOException {
    var belowInUtf8 = Manifests.file("\uff5e", "");
    var aboveInUtf8 = Manifests.file("\ud83d\ude00", "");

    assertThat(Manifests.write(belowInUtf8, aboveInUtf8)).isNotEmpty();
    assertRefused("manifest.order", aboveInUtf8, belowInUtf8);
  }

  @ParameterizedTest
  @CsvSource({
    "manifest.duplicate,       a,   a,   ",
    "manifest.duplicate,       é,   e\u0301, ",
    "manifest.order,           b,   a,   ",
    "manifest.order,           a/b, a,   ",
    "manifest.order,           a/b, a-b, ",
    "manifest.file-and-folder, a,   a/b, ",
    "manifest.file-and-folder, a,   a-b, a/b",
    "manifest.file-and-folder, a,   a.b/c, a/b/c",
    "manifest.file-and-folder, a/b, a/b!, a/b/c",
    "manifest.file-and-folder, é,   é+, é/b",
  })
  void refuses_paths_that_do_not_go_together(String rule, String one, String two, String three) {
    var paths = three == null ? List.of(one, two) : List.of(one, two, three);

    assertRefused(
        rule, paths.stream().map(path -> Manifests.file(path, "")).toArray(ManifestEntry[]::new));
  }

  @Test
  void accepts_paths_that_only_look_alike() throws IOException {
    var manifest =
        Manifests.write(
            Manifests.file("a", ""),
            Manifests.file("a-b", ""),
            Manifests.file("a-b-c", ""),
            Manifests.file("a.b/c", ""),
            Manifests.file("aa/b", ""),
            Manifests.file("ab", ""));

    assertThat(Manifests.read(manifest)).hasSize(6);
  }

  @Test
  void one_entry_more_than_the_limit_is_too_large() throws IOException {
    var writer = new ManifestWriter(out, 2);
    writer.add(Manifests.file("a", ""));
    writer.add(Manifests.file("b", ""));

    assertThatThrownBy(() -> writer.add(Manifests.file("c", "")))
        .isInstanceOfSatisfying(
            Failure.TooLarge.class,
            failure -> {
              assertThat(failure.field()).isEqualTo("manifest");
              assertThat(failure.limit()).isEqualTo(2);
            });
  }

  @Test
  void files_together_stay_within_the_integers_of_json() throws IOException {
    var empty = Digest.hash(new byte[0]);
    var writer = new ManifestWriter(out);
    writer.add(new FileEntry(new FilePath("a"), ManifestEntry.MAX_SIZE_BYTES, empty));

    assertThatThrownBy(() -> writer.add(new FileEntry(new FilePath("b"), 1, empty)))
        .isInstanceOfSatisfying(
            Failure.Invalid.class,
            failure -> assertThat(failure.rule()).isEqualTo("manifest.total"));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, ManifestEntry.MAX_SIZE_BYTES + 1})
  void sizes_out_of_range_are_refused(long size) {
    assertThatThrownBy(() -> new FileEntry(new FilePath("a"), size, Digest.hash(new byte[0])))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, failure -> assertThat(failure.rule()).isEqualTo("size.range"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "no-scheme", "://x", "1s:x", "s3:", "s3://a b", "s3://\n", "s3://\ud800"})
  void a_reference_that_is_no_uri_is_refused(String uri) {
    assertThatThrownBy(() -> Manifests.reference("a", uri))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, failure -> assertThat(failure.field()).isEqualTo("ref"));
  }

  private void assertRefused(String rule, ManifestEntry... entries) {
    assertThatThrownBy(() -> ManifestWriter.write(out, List.of(entries).iterator()))
        .isInstanceOfSatisfying(
            Failure.Invalid.class,
            failure -> {
              assertThat(failure.field()).isEqualTo("manifest");
              assertThat(failure.rule()).isEqualTo(rule);
              assertThat(failure.text()).contains("line " + (entries.length + 1));
            });
  }
}
