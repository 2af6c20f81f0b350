// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.Answer;
import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class IdempotencyIT extends ServerTest {
  private static final String HEADER = "Idempotency-Key";

  private final String key = UUID.randomUUID().toString();
  private String team = "";
  private String runs = "";
  private Api member = new Api(URI.create("http://127.0.0.1"), "");

  @BeforeEach
  void join() {
    team = newTeam();
    runs = "/teams/" + team + "/projects/digits/runs";
    member = newTeamPerson(team, "member").api();
  }

  @Test
  void the_same_post_has_one_effect_and_one_answer() {
    var first = member.post(runs, Map.of("title", "größe"), HEADER, key).expect(201);
    var again = member.post(runs, Map.of("title", "größe"), HEADER, key).expect(201);

    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(countRuns()).isEqualTo(1);
  }

  @Test
  void a_replay_has_the_entity_tag() {
    var path = "/teams/" + team + "/projects";
    var body = Map.of("name", "letters");

    var first = member.post(path, body, HEADER, key).expect(201);
    var again = member.post(path, body, HEADER, key).expect(201);

    assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
    assertThat(again.text()).isEqualTo(first.text());
  }

  @Test
  void a_refusal_is_kept_too() {
    member.post(runs, Map.of("id", "taken")).expect(201);

    var first = member.post(runs, Map.of("id", "taken"), HEADER, key);
    first.expectProblem(409, "run.taken");
    var again = member.post(runs, Map.of("id", "taken"), HEADER, key);

    again.expectProblem(409, "run.taken");
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void a_body_that_is_refused_by_form_is_refused_the_same_way() {
    for (var attempt = 0; attempt < 2; attempt++) {
      member
          .post(runs, "{\"titel\":\"x\"}", HEADER, key)
          .expectInvalid("titel", "json.unknown-field");
    }
  }

  @Test
  void sixteen_at_once_make_one_run() throws Exception {
    Callable<Answer> post = () -> member.post(runs, Map.of("title", "one"), HEADER, key);

    try (var many = Executors.newFixedThreadPool(16)) {
      for (var done : many.invokeAll(IntStream.range(0, 16).mapToObj(_ -> post).toList())) {
        var answer = done.get();
        if (answer.status() != 201) {
          answer.expectProblem(409, "idempotency.in-progress");
        }
      }
    }

    assertThat(countRuns()).isEqualTo(1);
    var after = member.post(runs, Map.of("title", "one"), HEADER, key).expect(201);
    assertThat(after.header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void a_request_whose_answer_was_lost_is_repeated_without_a_second_run() throws Exception {
    var body = "{\"title\":\"lost\"}";
    sendAndHangUp(body);

    var again = member.post(runs, body, HEADER, key);
    for (var i = 0; i < 100 && again.status() == 409; i++) {
      TimeUnit.MILLISECONDS.sleep(50);
      again = member.post(runs, body, HEADER, key);
    }

    assertThat(again.expect(201).header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(countRuns()).isEqualTo(1);
  }

  @Test
  void a_key_stands_for_one_request() {
    member.post(runs, Map.of("id", "a"), HEADER, key).expect(201);

    for (var other :
        List.of(
            member.post(runs, Map.of("id", "b"), HEADER, key),
            member.post(runs + "?x=1", Map.of("id", "a"), HEADER, key),
            member.post(runs + "/a/finish", Map.of("id", "a"), HEADER, key))) {
      other.expectProblem(409, "idempotency.reused");
      assertThat(other.at("/detail")).contains(HEADER);
    }
    assertThat(countRuns()).isEqualTo(1);
  }

  @Test
  void the_same_key_of_somebody_else_is_another_key() {
    var other = newTeamPerson(team, "member").api();

    member.post(runs, Map.of("title", "x"), HEADER, key).expect(201);
    var second = other.post(runs, Map.of("title", "x"), HEADER, key).expect(201);

    assertThat(second.header("Idempotency-Replayed")).isEmpty();
    assertThat(countRuns()).isEqualTo(2);
  }

  @Test
  void a_post_without_a_body_may_have_a_key() {
    member.post(runs, Map.of("id", "r")).expect(201);
    var path = "/api/v1" + runs + "/r/heartbeat";

    var first = member.send("POST", path, BodyPublishers.noBody(), HEADER, key).expect(200);
    var again = member.send("POST", path, BodyPublishers.noBody(), HEADER, key).expect(200);

    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", ""})
  void a_key_that_is_none_is_refused(String text) {
    var answer = member.post(runs, Map.of(), HEADER, text).expect(400);

    assertThat(answer.at("/field")).isEqualTo(HEADER);
    assertThat(countRuns()).isZero();
  }

  @Test
  void a_key_has_at_most_255_characters() {
    member
        .post(runs, Map.of(), HEADER, "k".repeat(256))
        .expectInvalid(HEADER, "idempotency-key.length");
    member.post(runs, Map.of(), HEADER, key + "k".repeat(255 - key.length())).expect(201);
  }

  @Test
  void an_answer_with_a_secret_is_kept_nowhere() {
    admin()
        .post("/keys", Map.of("name", "x"), HEADER, key)
        .expectInvalid(HEADER, "idempotency-key.secret");
  }

  /// Sends the request, and goes away without reading when its run is there.
  private void sendAndHangUp(String body) throws IOException, InterruptedException {
    var server = member.server();
    try (var socket = new Socket(server.getHost(), server.getPort())) {
      var request =
          String.join(
              "\r\n",
              "POST /api/v1" + runs + " HTTP/1.1",
              "Host: " + server.getAuthority(),
              "Authorization: Bearer " + member.key(),
              "Content-Type: application/json",
              HEADER + ": " + key,
              "Content-Length: " + body.length(),
              "",
              body);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      awaitOneRun();
    }
  }

  private void awaitOneRun() throws InterruptedException {
    for (var i = 0; i < 200 && countRuns() == 0; i++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(countRuns()).isEqualTo(1);
  }

  private int countRuns() {
    var answer = member.get(runs);
    return answer.status() == 404 ? 0 : answer.expect(200).json().at("/items").size();
  }
}
