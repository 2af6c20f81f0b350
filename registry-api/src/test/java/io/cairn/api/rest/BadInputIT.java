// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.Answer;
import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.cairn.core.fact.Facts;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Input that breaks a rule: each is refused with the field and the rule, and leaves every table
/// and the blob store as they were.
@QuarkusTest
@NullUnmarked
class BadInputIT extends ServerTest {
  private static final List<String> TABLES =
      List.of(
          "project",
          "collection",
          "former_name",
          "blob",
          "namespace_blob",
          "lease",
          "manifest",
          "manifest_blob",
          "draft",
          "version",
          "membership",
          "alias",
          "alias_move",
          "tag",
          "lineage_edge",
          "event");

  @Inject Facts facts;

  private Api ada;
  private String project;
  private String collection;
  private Answer logged;
  private String draft;
  private Map<String, Long> before;

  @BeforeEach
  void a_collection_with_one_version_and_an_open_draft() {
    var team = newTeam();
    ada = newTeamPerson(team, "member").api();
    project = "/teams/" + team + "/projects/digits";
    collection = project + "/collections/classifier";
    logged = Logged.log(ada, collection, Map.of("a.bin", "one"), "best").expect(201);
    draft = Logged.open(ada, collection);
    before = state();
  }

  @AfterEach
  void nothing_has_changed() {
    assertThat(state()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        ".",
        "%2e%2e",
        "a%5Cb",
        "CON",
        "nul.txt",
        "a.",
        "a%20",
        "-rf",
        "%EF%BD%81",
        "e%CC%81",
        "%E2%80%AE",
        "%E2%80%8B",
        "a..b",
        "x.lock",
        "%00"
      })
  void a_collection_name_against_the_grammar(String name) {
    var decoded = URLDecoder.decode(name, StandardCharsets.UTF_8);

    var answer = ada.post(project + "/collections", Map.of("name", decoded, "type", "model"));

    answer.expect(400);
    assertThat(answer.at("/field")).isEqualTo("name");
    assertThat(answer.at("/rule")).startsWith("name.");
  }

  @Test
  void a_collection_name_of_129_characters() {
    ada.post(project + "/collections", Map.of("name", "a".repeat(129), "type", "model"))
        .expectInvalid("name", "name.grammar");
  }

  @ParameterizedTest
  @CsvSource({
    "v7, label.index",
    "a:b, label.grammar",
    "a~b, label.grammar",
    "' a', label.grammar",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, label.digest",
    "latest, alias.system"
  })
  void an_alias_against_the_grammar(String alias, String rule) {
    var path = collection + "/aliases/" + encoded(alias);

    ada.put(path, Map.of("version", "v0")).expectInvalid("alias", rule);
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/passwd, path.segment",
    "../x, path.segment",
    "a//b, path.segment",
    "./a, path.segment",
    "a/, path.segment",
    "'', path.empty",
    "a\\\\b, path.backslash",
    "a\\u0000b, path.control"
  })
  void a_path_in_a_manifest_against_the_rules(String path, String rule) {
    var line = "{\"path\":\"" + path + "\",\"size\":3,\"sha256\":\"" + hex("one") + "\"}\n";

    var answer = Logged.manifest(ada, draft, "{\"cairn\":\"manifest/1\"}\n" + line);

    answer.expectInvalid("manifest", rule);
  }

  @Test
  void paths_too_deep_or_too_long() {
    var deep = "a/".repeat(64) + "b";
    var wide = "a".repeat(256);

    Logged.manifest(ada, draft, manifestOf(deep)).expectInvalid("manifest", "path.depth");
    Logged.manifest(ada, draft, manifestOf(wide)).expectInvalid("manifest", "path.segment-length");
  }

  @Test
  void a_manifest_with_duplicates_or_out_of_order_or_file_and_folder() {
    var head = "{\"cairn\":\"manifest/1\"}\n";

    Logged.manifest(ada, draft, head + line("a") + line("a"))
        .expectInvalid("manifest", "manifest.duplicate");
    Logged.manifest(ada, draft, head + line("b") + line("a"))
        .expectInvalid("manifest", "manifest.order");
    Logged.manifest(ada, draft, head + line("a") + line("a/b"))
        .expectInvalid("manifest", "manifest.file-and-folder");
    Logged.manifest(ada, draft, line("a")).expectInvalid("manifest", "manifest.header");
    Logged.manifest(ada, draft, head + "{broken\n").expectInvalid("manifest", "manifest.json");
    Logged.manifest(ada, draft, head + line("a").strip())
        .expectInvalid("manifest", "manifest.newline");
  }

  @Test
  void bytes_that_are_not_those_of_the_digest() {
    var path = "/drafts/" + draft + "/blobs/" + Logged.digest("promised " + draft);

    var answer = ada.putBytes(path, "sent".getBytes(StandardCharsets.UTF_8));

    answer.expectProblem(422, "digest.mismatch");
    ada.putBytes("/drafts/" + draft + "/blobs/sha256:xyz", new byte[0])
        .expectInvalid("digest", "digest.grammar");
  }

  @Test
  void a_body_that_ends_too_early() throws IOException {
    var path = "/api/v1/drafts/" + draft + "/blobs/" + Logged.digest("ten bytes!");
    var uri = ada.server();

    try (var socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(5_000);
      var head =
          "PUT %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Length: 10\r\n\r\nten"
              .formatted(path, ada.key());
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .doesNotContain("HTTP/1.1 2");
    }
  }

  @Test
  void a_commit_with_missing_blobs_names_them() {
    // The manifest itself is a change that was asked for.
    Logged.manifest(ada, draft, Logged.text(Map.of("a.bin", "never sent"))).expect(200);
    before = state();

    var answer = Logged.commit(ada, draft, "other").expectProblem(409, "draft.missing-blobs");

    assertThat(answer.at("/missing/0")).isEqualTo(Logged.digest("never sent"));
    ada.get(collection + "/aliases/other").expect(404);
  }

  @Test
  void a_commit_without_a_manifest_and_a_second_commit() {
    Logged.commit(ada, draft).expectProblem(409, "draft.no-manifest");
    Logged.manifest(ada, draft, Logged.text(Map.of("a.bin", "one"))).expect(200);
    Logged.commit(ada, draft).expect(200);
    before = state();

    Logged.commit(ada, draft, "other").expectProblem(409, "draft.committed");
    Logged.manifest(ada, draft, Logged.text(Map.of())).expectProblem(409, "draft.committed");
  }

  @Test
  void an_alias_of_a_commit_against_the_rules() {
    Logged.commit(ada, draft, "v3").expectInvalid("aliases", "label.index");
    Logged.commit(ada, draft, "latest").expectInvalid("alias", "alias.system");
  }

  @Test
  void unknown_aliases_versions_and_drafts() {
    var ref = logged.at("/path");

    ada.get("/resolve?ref=" + ref + ":nothing").expectProblem(404, "not-found");
    ada.get("/resolve?ref=" + ref + ":v99").expectProblem(404, "not-found");
    ada.get("/resolve?ref=" + ref + "@sha256:" + hex("other")).expectProblem(404, "not-found");
    ada.get("/resolve?ref=only-one").expectInvalid("ref", "ref.grammar");
    ada.get("/resolve").expectInvalid("ref", "required");
    ada.put(collection + "/aliases/other", Map.of("version", "v99"))
        .expectProblem(404, "not-found");
    ada.delete(collection + "/aliases/nothing").expectProblem(404, "not-found");
    ada.get("/drafts/" + "0".repeat(36)).expectProblem(404, "not-found");
    ada.get("/versions/no-uuid").expectProblem(404, "not-found");
  }

  @Test
  void a_taken_name() {
    ada.post(project + "/collections", Map.of("name", "CLASSIFIER", "type", "model"))
        .expectProblem(409, "collection.taken");
    ada.post(collection + "/drafts", Map.of("type", "dataset"))
        .expectProblem(409, "collection.type");
  }

  @Test
  void stale_preconditions() {
    ada.patch(collection, Map.of("description", "x"), "If-Match", "\"99\"")
        .expectProblem(412, "revision.stale");
    ada.patch(collection, Map.of("description", "x"), "If-Match", "unquoted")
        .expectInvalid("If-Match", "etag.grammar");
    ada.patch(collection + "/versions/v0", Map.of("description", "x"), "If-Match", "\"old\"")
        .expectProblem(412, "revision.stale");
    ada.delete(collection + "/versions/v0", "If-Match", "\"old\"")
        .expectProblem(412, "revision.stale");
    ada.put(collection + "/aliases/best", Map.of("version", "v0"), "If-Match", "\"old\"")
        .expectProblem(412, "alias.expected");
    ada.put(collection + "/aliases/best", Map.of("version", "v0", "expected", "v7"))
        .expectProblem(409, "alias.expected");
    ada.put(collection + "/aliases/best", Map.of("version", "v0", "expected", "seven"))
        .expectInvalid("expected", "expected.grammar");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "null",
        "{\"type\":\"model\",\"type\":\"model\"}",
        "{\"type\":7}",
        "{\"type\":\"model\",\"state\":\"committed\"}",
        "{\"type\":\"model\"}}",
        "{\"type\":\"model\",\"metadata\":[1]}",
        "{\"type\":\"model\",\"metadata\":{\"a\":NaN}}",
        "{\"type\":\"model\",\"totalBytes\":-1}",
        "{\"type\":null}",
        "{}"
      })
  void broken_json(String body) {
    var answer = ada.post(collection + "/drafts", body).expect(400);

    assertThat(answer.at("/field")).as(answer.text()).isNotEmpty();
    assertThat(answer.at("/rule")).as(answer.text()).isNotEmpty();
  }

  @Test
  void json_10_000_levels_deep() {
    var deep = "{\"type\":\"model\",\"metadata\":" + "{\"a\":".repeat(10_000) + "1";

    var answer = ada.post(collection + "/drafts", deep + "}".repeat(10_001)).expect(400);

    assertThat(answer.at("/field")).as(answer.text()).isNotEmpty();
    assertThat(answer.at("/rule")).as(answer.text()).isNotEmpty();
  }

  @Test
  void text_that_no_data_base_can_keep() {
    for (var text : List.of("a\u0000b", "half \ud800")) {
      var json = "{\"name\":\"x\",\"type\":\"model\",\"description\":\"" + escaped(text) + "\"}";
      var project = json.replace("\"type\":\"model\",", "");

      ada.post(this.project + "/collections", json).expectInvalid("description", "text.control");
      ada.post(this.project.replace("/digits", ""), project)
          .expectInvalid("description", "text.control");
    }
  }

  private static String escaped(String text) {
    var out = new StringBuilder();
    text.chars().forEach(c -> out.append(String.format(Locale.ROOT, "\\u%04x", c)));
    return out.toString();
  }

  @Test
  void pages_beyond_the_rules() {
    ada.get(collection + "/versions?limit=0").expectInvalid("limit", "limit.range");
    ada.get(collection + "/versions?limit=x").expectInvalid("limit", "limit.range");
    ada.get(collection + "/versions?cursor=%21").expectInvalid("cursor", "cursor.opaque");
    ada.get(collection + "/versions?limit=1000000000").expect(200);
  }

  @Test
  void too_many_or_wrong_blobs_asked() {
    var wrong = List.of(Map.of("digest", "sha256:xyz", "size", 1));

    ada.post("/drafts/" + draft + "/missing", Map.of("blobs", wrong))
        .expectInvalid("digest", "digest.grammar");
    ada.post("/drafts/" + draft + "/missing", Map.of()).expectInvalid("blobs", "required");
  }

  /// How many rows each table has, and how many blobs lie in the store.
  private Map<String, Long> state() {
    return facts.read(reading -> {
      var counts = new TreeMap<String, Long>();
      for (var table : TABLES) {
        counts.put(
            table,
            reading.handle().createQuery("select count(*) from " + table).mapTo(Long.class).one());
      }
      counts.put("files", blobFiles());
      return counts;
    });
  }

  private static long blobFiles() {
    try (var paths = Files.walk(Path.of(dataDir().toString(), "blobs"))) {
      return paths.filter(Files::isRegularFile).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String manifestOf(String path) {
    return "{\"cairn\":\"manifest/1\"}\n" + line(path);
  }

  private static String line(String path) {
    return "{\"path\":\"" + path + "\",\"size\":3,\"sha256\":\"" + hex("one") + "\"}\n";
  }

  private static String hex(String content) {
    return Logged.digest(content).substring("sha256:".length());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
