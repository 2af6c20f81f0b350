// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.failure.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestReaderTest {
  private static final String HEADER = "{\"cairn\":\"manifest/1\"}\n";
  private static final String HEX =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  private static final String SHA256 = "\"sha256\":\"" + HEX + "\"";
  private static final String A = line("a");

  @Test
  void reads_what_was_written_and_sums_it_up() throws IOException {
    var file = Manifests.file("a/b.txt", "hello");
    var reference = Manifests.reference("c", "gs://bucket/c");
    var bytes = Manifests.write(file, reference);
    var reader = new ManifestReader(new ByteArrayInputStream(bytes));

    assertThat(reader.next()).isEqualTo(file);

    var summary = reader.summary();
    assertThat(summary).isEqualTo(new ManifestSummary(Digest.hash(bytes), bytes.length, 1, 1, 5));
    assertThat(reader.hasNext()).isFalse();
  }

  @ParameterizedTest(name = "{0} at line {1}")
  @MethodSource("refusedTexts")
  void refuses_every_other_spelling_by_line_and_rule(String rule, int line, String text) {
    var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> new ManifestReader(in).summary())
        .isInstanceOfSatisfying(
            Failure.Invalid.class,
            failure -> {
              assertThat(failure.field()).isEqualTo("manifest");
              assertThat(failure.rule()).isEqualTo(rule);
              assertThat(failure.text()).startsWith("manifest line " + line + ": ");
            });
  }

  static Stream<Arguments> refusedTexts() {
    return Stream.of(
        Arguments.of("manifest.header", 1, ""),
        Arguments.of("manifest.newline", 1, "{\"cairn\":\"manifest/1\"}"),
        Arguments.of("manifest.header", 1, "{\"cairn\":\"manifest/2\"}\n"),
        Arguments.of("manifest.header", 1, "{\"cairn\": \"manifest/1\"}\n"),
        Arguments.of("manifest.header", 1, "\ufeff" + HEADER),
        Arguments.of("manifest.header", 1, A),
        Arguments.of("manifest.newline", 2, HEADER + A.strip()),
        Arguments.of("manifest.json", 2, HEADER + "{\"path\":\n"),
        Arguments.of("manifest.json", 2, HEADER + "{]}\n"),
        Arguments.of("manifest.json", 2, HEADER + A.replace('"', '\'')),
        Arguments.of("manifest.json", 2, HEADER + A.replace(":0,", ":00,")),
        Arguments.of("manifest.json", 2, HEADER + A.replace(":0,", ":99999999999999999999,")),
        Arguments.of("manifest.entry", 2, HEADER + "[".repeat(10_000) + "\n"),
        Arguments.of("manifest.entry", 2, HEADER + "\n"),
        Arguments.of("manifest.entry", 2, HEADER + "[]\n"),
        Arguments.of("manifest.entry", 2, HEADER + "{}\n"),
        Arguments.of("manifest.entry", 2, HEADER + "null\n"),
        Arguments.of("manifest.entry", 2, HEADER + A.strip() + A),
        Arguments.of("manifest.entry", 2, HEADER + "{\"path\":\"a\"}\n"),
        Arguments.of("manifest.entry", 2, HEADER + "{\"path\":\"a\"," + SHA256 + "}\n"),
        Arguments.of("manifest.entry", 2, HEADER + A.replace("}", ",\"mode\":\"x\"}")),
        Arguments.of("manifest.entry", 2, HEADER + A.replace("}", ",\"ref\":\"s3://b\"}")),
        Arguments.of("manifest.entry", 2, HEADER + A.replace(":0,", ":null,")),
        Arguments.of("manifest.entry", 2, HEADER + A.replace(":0,", ":0.0,")),
        Arguments.of("manifest.entry", 2, HEADER + A.replace(":0,", ":[0],")),
        Arguments.of("manifest.canonical", 2, HEADER + A.replace(":0", ": 0")),
        Arguments.of("manifest.canonical", 2, HEADER + A.replace("\n", "\r\n")),
        Arguments.of(
            "manifest.canonical",
            2,
            HEADER + A.replace("{\"path\":\"a\",\"size\":0,", "{\"size\":0,\"path\":\"a\",")),
        Arguments.of("manifest.canonical", 2, HEADER + A.replace("}", ",\"size\":0}")),
        Arguments.of("manifest.canonical", 2, HEADER + line("\\u0061")),
        Arguments.of("manifest.canonical", 2, HEADER + line("a\\/b")),
        Arguments.of("manifest.canonical", 2, HEADER + line("e\u0301")),
        Arguments.of("path.control", 2, HEADER + line("\\ud800x")),
        Arguments.of("path.segment", 2, HEADER + line("../a")),
        Arguments.of("path.segment", 2, HEADER + line("/a")),
        Arguments.of("path.empty", 2, HEADER + line("")),
        Arguments.of("path.backslash", 2, HEADER + line("a\\\\b")),
        Arguments.of("path.control", 2, HEADER + line("a\\u0000b")),
        Arguments.of("path.length", 2, HEADER + line("x".repeat(1_025))),
        Arguments.of("digest.grammar", 2, HEADER + A.replace(HEX, HEX.toUpperCase(Locale.ROOT))),
        Arguments.of("digest.grammar", 2, HEADER + A.replace(HEX, "sha256")),
        Arguments.of("size.range", 2, HEADER + A.replace(":0,", ":-1,")),
        Arguments.of("size.range", 2, HEADER + A.replace(":0,", ":9007199254740992,")),
        Arguments.of("ref.uri", 2, HEADER + "{\"path\":\"a\",\"ref\":\"nowhere\"}\n"),
        Arguments.of(
            "ref.length",
            2,
            HEADER + "{\"path\":\"a\",\"ref\":\"s3:" + "x".repeat(8_190) + "\"}\n"),
        Arguments.of(
            "checksum.length", 2, HEADER + "{\"path\":\"a\",\"ref\":\"s3:x\",\"checksum\":\"\"}\n"),
        Arguments.of("manifest.line-length", 2, HEADER + line("x".repeat(40_000))),
        Arguments.of("manifest.line-length", 2, HEADER + "x".repeat(100_000)),
        Arguments.of("manifest.duplicate", 3, HEADER + A + A),
        Arguments.of("manifest.order", 4, HEADER + A + line("c") + line("b")),
        Arguments.of("manifest.file-and-folder", 4, HEADER + A + line("a-b") + line("a/b")));
  }

  @Test
  void refuses_bytes_that_are_no_utf8() {
    var latin1 = (HEADER + line("\u00e9")).getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> Manifests.read(latin1))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, f -> assertThat(f.rule()).isEqualTo("manifest.json"));
  }

  @Test
  void one_entry_more_than_the_limit_is_too_large() {
    var in = new ByteArrayInputStream((HEADER + A + line("b")).getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> new ManifestReader(in, 1).summary())
        .isInstanceOf(Failure.TooLarge.class);
  }

  @Test
  void a_stream_that_breaks_is_no_fault_of_the_manifest() {
    var broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }
        };
    var in =
        new SequenceInputStream(
            new ByteArrayInputStream(HEADER.getBytes(StandardCharsets.UTF_8)), broken);

    assertThatThrownBy(() -> new ManifestReader(in)).isInstanceOf(UncheckedIOException.class);
  }

  private static String line(String path) {
    return "{\"path\":\"" + path + "\",\"size\":0," + SHA256 + "}\n";
  }
}
