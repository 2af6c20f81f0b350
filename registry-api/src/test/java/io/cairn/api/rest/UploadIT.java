// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.Answer;
import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.cairn.core.content.Digest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Uploads in parts over the wire.
@QuarkusTest
@NullUnmarked
class UploadIT extends ServerTest {
  private static final String PROBLEMS = "https://iana.org/assignments/http-problem-types#";

  private final String content = "content " + UUID.randomUUID();

  private String team;
  private Api ada;
  private String draft;
  private String uploads;

  @BeforeEach
  void an_open_draft() {
    team = newTeam();
    ada = newTeamPerson(team, "member").api();
    draft = Logged.open(ada, "/teams/" + team + "/projects/digits/collections/classifier");
    uploads = "/api/v1/drafts/" + draft + "/uploads";
  }

  @Test
  void options_tell_what_is_taken() {
    var answer = ada.send("OPTIONS", uploads, BodyPublishers.noBody()).expect(204);

    assertThat(answer.header("Accept-Patch")).isEqualTo("application/partial-upload");
    assertThat(answer.header("Upload-Limit")).startsWith("max-size=");
  }

  @Test
  void a_file_in_parts_becomes_a_version() {
    var begun = begin("Upload-Complete", "?0", "Upload-Length", "" + content.length()).expect(201);
    var upload = begun.header("Location");
    assertThat(begun.at("/location")).isEqualTo(upload);
    assertThat(begun.header("Upload-Offset")).isEqualTo("0");
    assertThat(begun.header("Upload-Limit")).contains("max-size=").contains("max-age=");

    var first = append(upload, 0, "?0", content.substring(0, 5)).expect(204);
    assertThat(first.header("Upload-Complete")).isEqualTo("?0");
    assertThat(first.header("Upload-Offset")).isEqualTo("5");

    var head = head(upload).expect(204);
    assertThat(head.header("Upload-Offset")).isEqualTo("5");
    assertThat(head.header("Upload-Complete")).isEqualTo("?0");
    assertThat(head.header("Upload-Length")).isEqualTo("" + content.length());
    assertThat(head.header("Cache-Control")).isEqualTo("no-store");

    var last = append(upload, 5, "?1", content.substring(5)).expect(201);
    assertThat(last.header("Upload-Complete")).isEqualTo("?1");
    assertThat(last.at("/digest")).isEqualTo(Logged.digest(content));
    assertThat(last.at("/size")).isEqualTo("" + content.length());
    assertThat(head(upload).header("Upload-Complete")).isEqualTo("?1");
    var shown = ada.get(upload.substring("/api/v1".length())).expect(200);
    assertThat(shown.at("/digest")).isEqualTo(Logged.digest(content));
    assertThat(shown.at("/complete")).isEqualTo("true");

    Logged.manifest(ada, draft, Logged.text(Map.of("a", content))).expect(200);
    Logged.commit(ada, draft).expect(201);
  }

  @Test
  void a_whole_file_in_one_request() {
    var answer =
        ada.send("POST", uploads, BodyPublishers.ofString(content), "Upload-Complete", "?1");

    assertThat(answer.expect(201).at("/digest")).isEqualTo(Logged.digest(content));
    assertThat(ada.send("POST", uploads, BodyPublishers.ofString(content)).status()).isEqualTo(200);
  }

  @Test
  void the_first_bytes_may_come_with_the_beginning() {
    var begun =
        ada.send("POST", uploads, BodyPublishers.ofString("0123"), "Upload-Complete", "?0")
            .expect(201);

    assertThat(begun.header("Upload-Offset")).isEqualTo("4");
    append(begun.header("Location"), 4, "?1", "").expect(201);
  }

  @Test
  void a_promised_digest_is_checked() {
    var right = begin("Upload-Complete", "?0", "Repr-Digest", reprDigest(content));
    append(right.expect(201).header("Location"), 0, "?1", content).expect(201);

    var wrong = begin("Upload-Complete", "?0", "Repr-Digest", reprDigest("other")).expect(201);
    var refused = append(wrong.header("Location"), 0, "?1", content);
    refused.expectProblem(422, "digest.mismatch");
    assertThat(refused.header("Upload-Complete")).isEqualTo("?1");
    head(wrong.header("Location")).expect(404);
  }

  @Test
  void a_stale_offset_is_409_and_tells_the_right_one() {
    var upload = begin("Upload-Complete", "?0").expect(201).header("Location");
    append(upload, 0, "?0", "0123").expect(204);

    var answer = append(upload, 0, "?0", "0123").expectProblem(409, "upload.offset");

    assertThat(answer.header("Upload-Offset")).isEqualTo("4");
    assertThat(answer.at("/actual")).isEqualTo("4");
    assertThat(answer.at("/type")).isEqualTo(PROBLEMS + "mismatching-upload-offset");
  }

  @Test
  void lengths_that_contradict_are_400_and_what_is_complete_is_410() {
    var upload =
        begin("Upload-Complete", "?0", "Upload-Length", "4").expect(201).header("Location");

    var answer = append(upload, 0, "?0", "01234");
    answer.expectInvalid("Upload-Length", "upload.length");
    assertThat(answer.at("/type")).isEqualTo(PROBLEMS + "inconsistent-upload-length");
    append(upload, 0, "?1", "0123").expect(201);
    append(upload, 4, "?1", "4").expectInvalid("Upload-Length", "upload.length");
    var gone = append(upload, 4, "?1", "").expectProblem(410, "upload.completed");
    assertThat(gone.at("/type")).isEqualTo(PROBLEMS + "completed-upload");
  }

  @Test
  void a_cancelled_upload_is_gone() {
    var upload = begin("Upload-Complete", "?0").expect(201).header("Location");
    append(upload, 0, "?0", "0123").expect(204);

    ada.send("DELETE", upload, BodyPublishers.noBody()).expect(204);

    head(upload).expect(404);
    append(upload, 4, "?1", "").expectProblem(404, "not-found");
    assertThat(staged(upload)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "Upload-Complete, yes, structured.boolean",
    "Upload-Complete, 1, structured.boolean",
    "Upload-Length, -1, structured.integer",
    "Upload-Length, 1.5, structured.integer",
    "Upload-Length, 9999999999999999, structured.integer",
    "Repr-Digest, md5=:AAAA:, digest.grammar",
    "Repr-Digest, sha-256=:AAAA:, digest.grammar"
  })
  void headers_against_the_grammar(String header, String value, String rule) {
    begin(header, value).expectInvalid(header, rule);
  }

  @Test
  void parts_against_the_rules() {
    var upload = begin("Upload-Complete", "?0").expect(201).header("Location");

    patch(upload, "x", "Upload-Complete", "?0").expectInvalid("Upload-Offset", "required");
    patch(upload, "x", "Upload-Offset", "0").expectInvalid("Upload-Complete", "required");
    patch(upload, "x", "Upload-Offset", "a", "Upload-Complete", "?0")
        .expectInvalid("Upload-Offset", "structured.integer");
    ada.send(
            "PATCH",
            upload,
            BodyPublishers.ofString("x"),
            "Content-Type",
            "application/octet-stream",
            "Upload-Offset",
            "0",
            "Upload-Complete",
            "?0")
        .expect(415);
    begin("Upload-Complete", "?0", "Upload-Length", "999999999999999")
        .expectProblem(413, "too-large.Upload-Length");
    head(uploads + "/no-uuid").expect(404);
    head(uploads + "/" + UUID.randomUUID()).expect(404);
  }

  @Test
  void who_may_not_write_learns_nothing_and_does_nothing() {
    var upload = begin("Upload-Complete", "?0").expect(201).header("Location");
    var viewer = newTeamPerson(team, "viewer").api();
    var stranger = newPerson().api();

    for (var refused : Map.of(viewer, 403, stranger, 404).entrySet()) {
      var api = refused.getKey();
      var status = refused.getValue();
      api.send("HEAD", upload, BodyPublishers.noBody()).expect(status);
      api.send("GET", upload, BodyPublishers.noBody()).expect(status);
      api.send("DELETE", upload, BodyPublishers.noBody()).expect(status);
      api.send("POST", uploads, BodyPublishers.noBody(), "Upload-Complete", "?0").expect(status);
      api.post("/drafts/" + draft + "/sizes", Map.of("sizes", List.of(1))).expect(status);
      api.send(
              "PATCH",
              upload,
              BodyPublishers.ofString("x"),
              "Content-Type",
              "application/partial-upload",
              "Upload-Offset",
              "0",
              "Upload-Complete",
              "?0")
          .expect(status);
    }
    assertThat(head(upload).header("Upload-Offset")).isEqualTo("0");
  }

  @Test
  void what_came_before_the_line_broke_is_kept() throws Exception {
    var upload = begin("Upload-Complete", "?0").expect(201).header("Location");
    var half = "x".repeat(100_000);
    try (var socket = new Socket(ada.server().getHost(), ada.server().getPort())) {
      socket.getOutputStream().write((head(upload, 200_000) + half).getBytes(UTF_8));
      socket.getOutputStream().flush();
      await(() -> stagedBytes(upload) == 100_000);
    }

    assertThat(head(upload).header("Upload-Offset")).isEqualTo("100000");
    append(upload, 100_000, "?1", half).expect(201);
  }

  @Test
  void whoever_asks_for_the_offset_cuts_off_a_line_that_has_gone_silent() throws Exception {
    var upload = begin("Upload-Complete", "?0").expect(201).header("Location");
    try (var socket = new Socket(ada.server().getHost(), ada.server().getPort())) {
      socket.getOutputStream().write((head(upload, 200_000) + "x".repeat(100_000)).getBytes(UTF_8));
      socket.getOutputStream().flush();
      await(() -> stagedBytes(upload) == 100_000);

      assertThat(head(upload).header("Upload-Offset")).isEqualTo("100000");
      append(upload, 100_000, "?1", "end").expect(201);
    }
  }

  @Test
  void sizes_of_the_team_are_known() {
    var asked = Map.of("sizes", List.of(content.length(), 12_345));
    var sizes = "/drafts/" + draft + "/sizes";
    assertThat(ada.post(sizes, asked).expect(200).json().at("/known")).isEmpty();
    ada.send("POST", uploads, BodyPublishers.ofString(content)).expect(201);

    assertThat(ada.post(sizes, asked).expect(200).at("/known/0")).isEqualTo("" + content.length());
    ada.post(sizes, Map.of("sizes", List.of(-1))).expectInvalid("sizes", "size.range");
    ada.post(sizes, Map.of("sizes", Stream.iterate(0, i -> i + 1).limit(10_001).toList()))
        .expectInvalid("sizes", "sizes.count");
    ada.post(sizes, Map.of()).expectInvalid("sizes", "required");
  }

  @Test
  void a_draft_that_can_never_fit_is_refused_before_a_byte_is_sent() {
    var collection = "/teams/" + team + "/projects/digits/collections/huge";
    var tooLarge = Map.of("type", "model", "largestFileBytes", 6L << 40);
    var tooMuch = Map.of("type", "model", "totalBytes", 1L << 60);

    ada.post(collection + "/drafts", tooLarge).expectProblem(413, "too-large.largestFileBytes");
    ada.post(collection + "/drafts", tooMuch).expectProblem(413, "too-large.totalBytes");
    ada.get(collection).expect(404);
  }

  private String head(String upload, int length) {
    return """
    PATCH %s HTTP/1.1\r
    Host: x\r
    Authorization: Bearer %s\r
    Content-Type: application/partial-upload\r
    Upload-Offset: 0\r
    Upload-Complete: ?0\r
    Content-Length: %d\r
    \r
    """
        .formatted(upload, ada.key(), length);
  }

  private interface Check {
    boolean holds() throws IOException;
  }

  private static void await(Check check) throws Exception {
    for (var i = 0; i < 600 && !check.holds(); i++) {
      Thread.sleep(50);
    }
    assertThat(check.holds()).isTrue();
  }

  private static long stagedBytes(String upload) {
    var file = file(upload).toFile();
    return file.exists() ? file.length() : 0;
  }

  private static boolean staged(String upload) {
    return file(upload).toFile().exists();
  }

  private static Path file(String upload) {
    var id = upload.substring(upload.lastIndexOf('/') + 1);
    return dataDir().resolve("staging").resolve(id + ".staged");
  }

  private Answer begin(String... headers) {
    return ada.send("POST", uploads, BodyPublishers.noBody(), headers);
  }

  private Answer head(String upload) {
    return ada.send("HEAD", upload, BodyPublishers.noBody());
  }

  private Answer append(String upload, long offset, String complete, String text) {
    return patch(upload, text, "Upload-Offset", "" + offset, "Upload-Complete", complete);
  }

  private Answer patch(String upload, String text, String... headers) {
    var all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = "application/partial-upload";
    return ada.send("PATCH", upload, BodyPublishers.ofString(text), all);
  }

  private static String reprDigest(String text) {
    var sha256 = Digest.hash(text.getBytes(UTF_8)).bytes();
    return "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":";
  }
}
