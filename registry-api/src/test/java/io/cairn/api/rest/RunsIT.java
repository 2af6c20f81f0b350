// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RunsIT extends ServerTest {
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
  void a_run_is_begun_described_changed_and_ended() {
    var begun =
        member
            .post(
                runs,
                Map.of(
                    "id",
                    "First",
                    "title",
                    "First try",
                    "config",
                    Map.of("lr", 0.1, "n", 3),
                    "tags",
                    List.of("baseline"),
                    "group",
                    "sweep/1",
                    "jobType",
                    "training"))
            .expect(201);
    assertThat(begun.at("/path")).isEqualTo(team + "/digits/runs/First");
    assertThat(begun.at("/state")).isEqualTo("running");
    assertThat(begun.json().at("/config/n").isInt()).isTrue();

    var edited =
        member
            .patch(runs + "/first", Map.of("config", Map.of("n", 4), "notes", "better"))
            .expect(200);
    assertThat(edited.json().at("/config/lr").asDouble()).isEqualTo(0.1);
    assertThat(edited.json().at("/config/n").asInt()).isEqualTo(4);

    var ended = member.post(runs + "/First/finish", Map.of("state", "finished", "exitCode", 0));
    assertThat(ended.expect(200).at("/state")).isEqualTo("finished");
    assertThat(member.get(runs + "/First").expect(200).json()).isEqualTo(ended.json());
    member.post(runs + "/First/finish", Map.of("state", "failed")).expectProblem(409, "run.ended");
  }

  @Test
  void a_run_without_an_id_gets_one_and_lists_newest_first() {
    var first = member.post(runs, Map.of()).expect(201).at("/id");
    var second = member.post(runs, Map.of()).expect(201).at("/id");

    var page = member.get(runs + "?limit=1").expect(200);
    var rest = member.get(runs + "?limit=1&cursor=" + page.at("/next")).expect(200);

    assertThat(page.at("/items/0/id")).isEqualTo(second);
    assertThat(rest.at("/items/0/id")).isEqualTo(first);
    assertThat(rest.json().at("/next").isNull()).isTrue();
  }

  @Test
  void resume_says_what_to_do_with_a_taken_id() {
    member.post(runs, Map.of("id", "again")).expect(201);

    member.post(runs, Map.of("id", "AGAIN")).expectProblem(409, "run.taken");
    member.post(runs, Map.of("id", "again", "resume", "allow")).expect(200);
    member.post(runs, Map.of("id", "again", "resume", "must")).expect(200);
    member.post(runs, Map.of("id", "other", "resume", "must")).expectProblem(404, "not-found");
    member.get(runs + "/other").expect(404);
    member.delete(runs + "/again").expect(204);
    member.get(runs + "/again").expect(404);
    member.post(runs, Map.of("id", "again", "resume", "allow")).expectProblem(409, "run.deleted");
  }

  @Test
  void history_keeps_numbers_that_are_not_finite() {
    member.post(runs, Map.of("id", "r")).expect(201);

    var appended =
        member
            .post(
                runs + "/r/history",
                "{\"records\":[{\"values\":{\"loss\":NaN,\"up\":Infinity,\"n\":1}},"
                    + "{\"line\":5,\"step\":50,\"at\":\"2026-10-01T12:00:00Z\","
                    + "\"values\":{\"loss\":\"-Infinity\"}}]}")
            .expect(200);
    var read = member.get(runs + "/r/history").expect(200);
    var some = member.get(runs + "/r/history?keys=up,nothing").expect(200);

    assertThat(appended.text()).isEqualTo("{\"lines\":2,\"next\":6}");
    assertThat(read.json().at("/items/0/values").toString())
        .isEqualTo("{\"loss\":\"NaN\",\"up\":\"Infinity\",\"n\":1}");
    assertThat(read.json().at("/items/1").toString())
        .isEqualTo(
            "{\"line\":5,\"step\":50,\"at\":\"2026-10-01T12:00:00Z\","
                + "\"values\":{\"loss\":\"-Infinity\"}}");
    assertThat(some.json().at("/items").toString()).contains("\"up\"").doesNotContain("loss");
    assertThat(member.get(runs + "/r").json().at("/summary/loss").asText()).isEqualTo("-Infinity");
  }

  @Test
  void a_heartbeat_is_kept() {
    member.post(runs, Map.of("id", "r")).expect(201);

    var answer = member.send("POST", "/api/v1" + runs + "/r/heartbeat", BodyPublishers.noBody());

    assertThat(answer.expect(200).at("/heartbeatAt")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\":\"a b\"} | id | name.grammar",
        "{\"id\":\"..\"} | id | name.grammar",
        "{\"id\":\"con\"} | id | name.device",
        "{\"id\":5} | id | json.type",
        "{\"title\":\"\"} | title | title.grammar",
        "{\"title\":[]} | title | json.type",
        "{\"config\":[]} | config | json.type",
        "{\"config\":{\"a\":NaN}} | config | json.type",
        "{\"config\":{\"a\":1,\"a\":2}} | config | json.type",
        "{\"tags\":[\"v3\"]} | tags | label.index",
        "{\"tags\":[null]} | tags | required",
        "{\"notes\":\"\\u0000\"} | notes | text.control",
        "{\"parent\":\"nobody\"} | parent | run.parent",
        "{\"parent\":\"x/y/runs/z\"} | parent | run.project",
        "{\"resume\":\"maybe\"} | resume | run.resume",
        "{\"resume\":\"must\"} | id | run.resume",
        "{\"state\":\"finished\"} | state | json.unknown-field",
        "{\"createdBy\":\"me\"} | createdBy | json.unknown-field",
        "{ | body | json.syntax",
        "[] | body | json.type"
      })
  void a_bad_run_is_refused_by_field_and_rule(String body, String field, String rule) {
    member.post(runs, body).expectInvalid(field, rule);

    member.get("/teams/" + team + "/projects/digits/runs").expect(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | records | required",
        "{\"records\":[]} | records | records.count",
        "{\"records\":[null]} | records | required",
        "{\"records\":[{}]} | values | required",
        "{\"records\":[{\"values\":[]}]} | records.[0].values | json.type",
        "{\"records\":[{\"line\":-1,\"values\":{}}]} | line | line.range",
        "{\"records\":[{\"line\":1.5,\"values\":{}}]} | records.[0].line | json.type",
        "{\"records\":[{\"line\":\"1\",\"values\":{}}]} | records.[0].line | json.type",
        "{\"records\":[{\"step\":NaN,\"values\":{}}]} | records.[0].step | json.type",
        "{\"records\":[{\"at\":\"today\",\"values\":{}}]} | at | time.grammar",
        "{\"stream\":\"a/b\",\"records\":[{\"values\":{}}]} | stream | name.grammar",
        "{\"records\":[{\"values\":{\"a\":1},\"run\":1}]} | records.[0].run | json.unknown-field"
      })
  void bad_records_are_refused_by_field_and_rule(String body, String field, String rule) {
    member.post(runs, Map.of("id", "r")).expect(201);

    member.post(runs + "/r/history", body).expectInvalid(field, rule);

    assertThat(member.get(runs + "/r/history").expect(200).json().at("/items")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"state\":\"crashed\"}", "{\"state\":\"running\"}", "{}"})
  void a_run_does_not_end_in_another_state(String body) {
    member.post(runs, Map.of("id", "r")).expect(201);

    assertThat(member.post(runs + "/r/finish", body).expect(400).at("/field")).isEqualTo("state");

    assertThat(member.get(runs + "/r").at("/state")).isEqualTo("running");
  }

  @Test
  void who_may_not_read_finds_nothing_and_who_may_only_read_changes_nothing() {
    member.post(runs, Map.of("id", "r")).expect(201);
    var viewer = newTeamPerson(team, "viewer").api();
    var outsider = newPerson().api();

    viewer.get(runs + "/r").expect(200);
    viewer.patch(runs + "/r", Map.of("notes", "x")).expectProblem(403, "team.member");
    viewer.delete(runs + "/r").expectProblem(403, "team.member");
    viewer
        .post(runs + "/r/history", "{\"records\":[{\"values\":{}}]}")
        .expectProblem(403, "team.member");
    outsider.get(runs + "/r").expectProblem(404, "not-found");
    outsider.get(runs).expectProblem(404, "not-found");
    outsider.post(runs, Map.of("id", "s")).expectProblem(404, "not-found");
    anonymous().get(runs + "/r").expectProblem(401, "unauthenticated");
  }

  @Test
  void events_are_read_by_those_who_may_read_the_team() {
    var run = member.post(runs, Map.of("id", "r")).expect(201).at("/path");
    var outsider = newPerson().api();

    assertThat(paths(member)).contains(run);
    assertThat(paths(outsider)).doesNotContain(run);
    assertThat(paths(admin())).contains(run);
    member.get("/events?after=x").expectInvalid("after", "after.range");
    member.get("/events?limit=0").expectInvalid("limit", "limit.range");
  }

  private static List<String> paths(Api reader) {
    var paths = new ArrayList<String>();
    var after = "0";
    while (!after.isEmpty() && !after.equals("null")) {
      var page = reader.get("/events?limit=1000&after=" + after).expect(200).json();
      StreamSupport.stream(page.at("/items").spliterator(), false)
          .map((JsonNode event) -> event.at("/data/path").asText())
          .forEach(paths::add);
      after = page.at("/next").asText();
    }
    return paths;
  }
}
