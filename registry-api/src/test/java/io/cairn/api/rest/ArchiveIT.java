// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.testing.Answer;
import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Versions as archives, over the routes.
@QuarkusTest
@NullUnmarked
class ArchiveIT extends ServerTest {
  private static final String LONG = "deep/" + "n".repeat(120) + "/file.txt";
  private static final String REFERENCE =
      "{\"path\":\"raw/away.bin\",\"size\":7,\"ref\":\"s3://lake/k?v=1\",\"checksum\":\"etag:1\"}\n";

  private String team;
  private Api ada;
  private Map<String, String> files;
  private String route;
  private String createdAt;
  private Instant modifiedAt;

  @BeforeEach
  void a_version_with_all_kinds_of_names_and_a_reference() {
    team = newTeam();
    ada = newTeamPerson(team, "member").api();
    files = new TreeMap<>();
    files.put("a.txt", "alpha");
    files.put("empty", "");
    files.put(LONG, "x".repeat(70_000));
    files.put("data/模型/данные.bin", "y".repeat(512));
    files.put("data/मॉडल é 🚀", "z".repeat(513));
    files.put(".cairn-references.jsonl", "a file of that name");
    var version = log(files, REFERENCE);
    route = "/versions/" + version.at("/versionId") + "/archive.";
    createdAt = version.at("/createdAt");
  }

  @Test
  void a_tar_holds_every_file_and_the_list_of_references() throws IOException {
    var tar = ada.get(route + "tar").expect(200);

    assertThat(tar.header("Content-Length")).isEqualTo("" + tar.bytes().length);
    assertThat(tar.header("Content-Type")).isEqualTo("application/x-tar");
    assertThat(tar.header("Content-Disposition")).contains("filename=\"data-v0.tar\"");
    assertThat(readTar(tar.bytes())).isEqualTo(withReferences(""));
    assertThat(modifiedAt).isEqualTo(Instant.parse(createdAt).truncatedTo(ChronoUnit.SECONDS));
    assertThat(ada.get(route + "tar").bytes()).isEqualTo(tar.bytes());
  }

  @Test
  void a_zip_holds_every_file_and_the_list_of_references() throws IOException {
    var zip = ada.get(route + "zip").expect(200);

    assertThat(zip.header("Content-Length")).isEqualTo("" + zip.bytes().length);
    assertThat(zip.header("Content-Disposition")).contains("filename=\"data-v0.zip\"");
    assertThat(readZip(zip.bytes())).isEqualTo(withReferences(""));
    assertThat(ada.get(route + "zip").bytes()).isEqualTo(zip.bytes());
  }

  @Test
  void a_prefix_takes_one_folder_only() throws IOException {
    for (var prefix : new String[] {"data", "data/"}) {
      var tar = ada.get(route + "tar?prefix=" + prefix).expect(200);
      assertThat(readTar(tar.bytes())).isEqualTo(withReferences("data/"));
      assertThat(tar.header("Content-Disposition")).contains("data-v0-data.tar");
    }
    var zip = ada.get(route + "zip?prefix=data").expect(200);
    assertThat(readZip(zip.bytes())).isEqualTo(withReferences("data/"));
    ada.get(route + "tar?prefix=dat").expectProblem(404, "not-found");
    ada.get(route + "zip?prefix=a.txt").expectProblem(404, "not-found");
    ada.get(route + "tar?prefix=..").expectInvalid("path", "path.segment");
  }

  @Test
  void head_and_entity_tags_save_the_body() {
    for (var kind : new String[] {"tar", "zip"}) {
      var got = ada.get(route + kind).expect(200);
      var head = ada.send("HEAD", "/api/v1" + route + kind, BodyPublishers.noBody());
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("ETag")).isEqualTo(got.header("ETag")).startsWith("\"" + kind);
      assertThat(head.bytes()).isEmpty();
      assertThat(head.header("Content-Length")).isEqualTo(got.header("Content-Length"));
      ada.get(route + kind, "If-None-Match", got.header("ETag")).expect(304);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 513, 2_000, 70_000, -1, -1_024, -2_000})
  void the_rest_of_a_tar_can_be_asked_for(int at) {
    var whole = ada.get(route + "tar").expect(200);
    var from = at < 0 ? whole.bytes().length + at : at;

    var rest =
        ada.get(route + "tar", "Range", "bytes=" + from + "-", "If-Range", whole.header("ETag"));

    rest.expect(206);
    assertThat(rest.header("Content-Range"))
        .isEqualTo(
            "bytes %d-%d/%d".formatted(from, whole.bytes().length - 1, whole.bytes().length));
    assertThat(rest.bytes())
        .isEqualTo(Arrays.copyOfRange(whole.bytes(), from, whole.bytes().length));
  }

  @Test
  void a_range_behind_the_end_is_refused_and_another_archive_is_sent_whole() {
    var whole = ada.get(route + "tar").expect(200);

    ada.get(route + "tar", "Range", "bytes=" + whole.bytes().length + "-").expect(416);
    ada.get(route + "tar", "Range", "bytes=5-", "If-Range", "\"other\"").expect(200);
    ada.get(route + "tar", "Range", "bytes=0-5").expect(200);
  }

  @ParameterizedTest
  @CsvSource({"tar, HTTP_1_1", "tar, HTTP_2", "zip, HTTP_1_1", "zip, HTTP_2"})
  void a_damaged_file_breaks_the_transfer_off(String kind, HttpClient.Version protocol)
      throws IOException {
    var content = "damaged " + fresh("content");
    var first = log(Map.of("b", content), "");
    var later = log(Map.of("a", "x".repeat(300_000), "b", content), "");
    flip(Logged.digest(content).substring("sha256:".length()));

    ada.get("/versions/" + first.at("/versionId") + "/archive." + kind)
        .expectProblem(500, "blob.corrupt");
    // Once bytes are on their way, no status can be sent any more.
    var path = "/versions/" + later.at("/versionId") + "/archive." + kind;
    assertThatThrownBy(() -> readAlone(path, protocol)).isInstanceOf(IOException.class);
  }

  @Test
  void a_zip_holds_any_number_of_files() throws IOException {
    var content = "one byte or so";
    var draft = Logged.open(ada, "/teams/" + team + "/projects/digits/collections/many");
    Logged.upload(ada, draft, content);
    var lines = new StringBuilder("{\"cairn\":\"manifest/1\"}\n");
    for (var n = 0; n < 70_000; n++) {
      lines.append(
          "{\"path\":\"f/%06d\",\"size\":%d,\"sha256\":\"%s\"}\n"
              .formatted(n, content.length(), Logged.digest(content).substring(7)));
    }
    Logged.manifest(ada, draft, lines.toString()).expect(200);
    var version = Logged.commit(ada, draft).expect(201);
    var file = Files.createTempFile("many", ".zip");

    var answer = ada.get("/versions/" + version.at("/versionId") + "/archive.zip").expect(200);
    Files.write(file, answer.bytes());

    assertThat(answer.header("Content-Length")).isEqualTo("" + answer.bytes().length);
    assertThat(readZip(answer.bytes())).hasSize(70_000).containsEntry("f/069999", content);
    try (var zip = new ZipFile(file.toFile())) {
      assertThat(zip.size()).isEqualTo(70_000);
      assertThat(zip.getInputStream(zip.getEntry("f/065536")).readAllBytes())
          .asString()
          .isEqualTo(content);
    }
    Files.delete(file);
  }

  @Test
  void readers_of_a_link_may_and_others_find_nothing() throws IOException {
    var registry = newRegistry();
    var reader = newRegistryPerson(registry, "viewer").api();
    reader.get(route + "tar").expectProblem(404, "not-found");
    admin()
        .post(
            "/registries/" + registry + "/models/digits/links",
            Map.of("source", team + "/digits/data"))
        .expect(201);

    assertThat(readTar(reader.get(route + "tar").expect(200).bytes()))
        .isEqualTo(withReferences(""));
    newPerson().api().get(route + "zip").expectProblem(404, "not-found");
    anonymous().get(route + "zip").expectProblem(401, "unauthenticated");
    ada.get("/versions/none/archive.tar").expectProblem(404, "not-found");
  }

  @Test
  void a_version_without_files_is_an_empty_archive() throws IOException {
    var version = log(Map.of(), "");
    var empty = "/versions/" + version.at("/versionId") + "/archive.";

    assertThat(readTar(ada.get(empty + "tar").expect(200).bytes())).isEmpty();
    assertThat(readZip(ada.get(empty + "zip").expect(200).bytes())).isEmpty();
  }

  /// On a connection of its own: the server closes it, and other requests must not ride on it.
  private byte[] readAlone(String path, HttpClient.Version protocol)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(ada.server().resolve("/api/v1" + path))
            .header("Authorization", "Bearer " + ada.key());
    try (var http = HttpClient.newBuilder().version(protocol).build()) {
      // The upgrade to HTTP/2 comes with the first answer.
      http.send(HttpRequest.newBuilder(ada.server()).build(), BodyHandlers.discarding());
      return http.send(request.build(), BodyHandlers.ofByteArray()).body();
    }
  }

  private Answer log(Map<String, String> content, String lastLine) {
    var draft = Logged.open(ada, "/teams/" + team + "/projects/digits/collections/data");
    content.values().forEach(text -> Logged.upload(ada, draft, text));
    Logged.manifest(ada, draft, Logged.text(content) + lastLine).expect(200);
    return Logged.commit(ada, draft).expect(201);
  }

  private Map<String, String> withReferences(String prefix) {
    var expected = new TreeMap<String, String>();
    files.forEach((path, content) -> {
      if (path.startsWith(prefix)) {
        expected.put(path, content);
      }
    });
    if (prefix.isEmpty()) {
      expected.put(".cairn-references-1.jsonl", REFERENCE);
    }
    return expected;
  }

  private Map<String, String> readTar(byte[] bytes) throws IOException {
    var found = new LinkedHashMap<String, String>();
    try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(bytes), "UTF-8")) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        assertThat(entry.isFile()).isTrue();
        assertThat(entry.getUserName()).isEmpty();
        modifiedAt = entry.getLastModifiedTime().toInstant();
        found.put(entry.getName(), new String(tar.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return found;
  }

  /// By the streaming reader, which is the strictest.
  private static Map<String, String> readZip(byte[] bytes) throws IOException {
    var found = new LinkedHashMap<String, String>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        found.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return found;
  }

  private static void flip(String hex) throws IOException {
    try (var stored = Files.walk(dataDir())) {
      var file =
          stored
              .filter(path -> path.endsWith(hex) && Files.isRegularFile(path))
              .findAny()
              .orElseThrow();
      var bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
    }
  }
}
