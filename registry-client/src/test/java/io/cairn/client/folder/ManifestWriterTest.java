// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestWriterTest {
  private static final String HASH =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @Test
  void a_manifest_is_written_byte_by_byte_as_format_1_says() throws Exception {
    var out = new ByteArrayOutputStream();

    var writer = new ManifestWriter(out);
    writer.add(new Entry.File("a/\"quoted\".txt", 0, HASH));
    writer.add(
        new Entry.Reference("b", Optional.of(7L), "s3://b/k?versionId=1", Optional.of("etag:x")));
    writer.add(new Entry.Reference("c", Optional.empty(), "https://h/ü", Optional.empty()));
    writer.add(new Entry.File("ö", 18432, HASH));

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"cairn":"manifest/1"}
            {"path":"a/\\"quoted\\".txt","size":0,"sha256":"%s"}
            {"path":"b","size":7,"ref":"s3://b/k?versionId=1","checksum":"etag:x"}
            {"path":"c","ref":"https://h/ü"}
            {"path":"ö","size":18432,"sha256":"%s"}
            """
                .formatted(HASH, HASH));
  }

  @Test
  void the_digest_is_the_sha_256_of_the_bytes_written() throws Exception {
    var out = new ByteArrayOutputStream();

    var writer = new ManifestWriter(out);
    writer.add(new Entry.File("x", 1, HASH));

    var expected = MessageDigest.getInstance("SHA-256").digest(out.toByteArray());
    assertThat(writer.digest()).isEqualTo("sha256:" + HexFormat.of().formatHex(expected));
  }

  @Test
  void control_characters_in_a_reference_are_escaped_as_rfc_8785_does() {
    var line =
        ManifestWriter.line(
            new Entry.Reference(
                "x", Optional.empty(), "a\u0001\b\t\n\f\r\u001f\\z", Optional.empty()));

    assertThat(line)
        .isEqualTo("{\"path\":\"x\",\"ref\":\"a\\u0001\\b\\t\\n\\f\\r\\u001f\\\\z\"}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "0"})
  void an_entry_that_does_not_come_after_the_last_is_refused(String path) throws Exception {
    var writer = new ManifestWriter(new ByteArrayOutputStream());
    writer.add(new Entry.File("a", 0, HASH));

    assertThatThrownBy(() -> writer.add(new Entry.File(path, 0, HASH)))
        .isInstanceOf(FolderException.class)
        .hasMessageContaining("out of order");
  }

  @Test
  void the_order_is_that_of_utf_8_bytes_for_any_text() {
    var seed = 20_261_001L;
    var random = new Random(seed);
    for (var i = 0; i < 2_000; i++) {
      var a = text(random);
      var b = text(random);

      var expected =
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

      assertThat(Integer.signum(Entry.ORDER.compare(a, b)))
          .as("seed %d: %s and %s", seed, a, b)
          .isEqualTo(Integer.signum(expected));
    }
  }

  @Test
  void what_was_written_is_read_again() throws Exception {
    var entries =
        List.of(
            new Entry.File("a/b", 3, HASH),
            new Entry.Reference("c", Optional.of(7L), "s3://b/k", Optional.of("etag:x")),
            new Entry.File("\uD83D\uDE80.bin", 0, HASH));
    var out = new ByteArrayOutputStream();
    var writer = new ManifestWriter(out);
    for (var entry : entries) {
      writer.add(entry);
    }

    var found = new ArrayList<Entry>();
    try (var reader = new ManifestReader(new ByteArrayInputStream(out.toByteArray()))) {
      for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        found.add(entry.get());
      }
    }

    assertThat(found).isEqualTo(entries);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no manifest",
        "{\"cairn\":\"manifest/1\"}\nno json",
        "{\"cairn\":\"manifest/1\"}\n{\"path\":\"../x\",\"size\":0,\"sha256\":\"" + HASH + "\"}",
        "{\"cairn\":\"manifest/1\"}\n{\"path\":\"/x\",\"size\":0,\"sha256\":\"" + HASH + "\"}",
        "{\"cairn\":\"manifest/1\"}\n{\"path\":\"x\",\"size\":0,\"sha256\":\"00\"}",
        "{\"cairn\":\"manifest/1\"}\n{\"path\":\"x\",\"size\":-1,\"sha256\":\"" + HASH + "\"}",
        "{\"cairn\":\"manifest/1\"}\n{\"path\":\"x\",\"mode\":1,\"sha256\":\"" + HASH + "\"}",
        "{\"cairn\":\"manifest/1\"}\n{\"size\":0,\"sha256\":\"" + HASH + "\"}",
      })
  void a_manifest_that_breaks_a_rule_is_refused(String text) {
    assertThatThrownBy(() -> readAll(text)).isInstanceOf(FolderException.class);
  }

  private static void readAll(String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    try (var reader = new ManifestReader(new ByteArrayInputStream(bytes))) {
      while (reader.next().isPresent()) {}
    }
  }

  private static String text(Random random) {
    var alphabet = new int[] {'a', 'b', '/', 0xE9, 0x7FF, 0x800, 0xFFFD, 0xE000, 0x1F680, 0x10FFFF};
    var text = new StringBuilder();
    for (var i = random.nextInt(6); i >= 0; i--) {
      text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
    }
    return text.toString();
  }
}
