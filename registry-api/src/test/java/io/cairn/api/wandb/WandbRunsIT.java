// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Runs of the wandb SDK, on the wire and as they stand in Cairn.
@QuarkusTest
class WandbRunsIT extends ServerTest {
  @Test
  void the_caller_is_told_its_team_and_a_wrong_key_is_refused_at_once() {
    var person = newTeamPerson(newTeam(), "member");

    var viewer = new Sdk(person.api()).run("Viewer", Map.of()).expect(200);
    var refused = new Sdk(api("0".repeat(40))).run("Viewer", Map.of());

    assertThat(viewer.at("/data/viewer/entity")).startsWith("team-");
    assertThat(viewer.at("/data/viewer/username")).isEqualTo(person.name());
    refused.expect(401);
    assertThat(refused.at("/errors/0/message")).isNotEmpty();
  }

  @Test
  void a_run_is_begun_streamed_and_ended_and_stands_in_cairn() {
    var team = newTeam();
    var sdk = new Sdk(newTeamPerson(team, "member").api());
    var begun =
        sdk.run(
                "UpsertBucket",
                Map.of(
                    "name", "r1",
                    "project", "digits",
                    "entity", team,
                    "displayName", "first",
                    "tags", List.of("a", "lr:0.1"),
                    "config", "{\"lr\":{\"value\":0.1},\"_wandb\":{\"value\":{\"t\":{\"1\":2}}}}"))
            .expect(200);

    var path = team + "/digits/r1";
    sdk.stream(
            path,
            Sdk.lines(
                "wandb-history.jsonl",
                0,
                "{\"loss\":NaN,\"_step\":0,\"_timestamp\":1.7e9}",
                "{\"loss\":0.5,\"_step\":5}"))
        .expect(200);
    sdk.stream(
            path, Sdk.lines("output.log", 0, "{\"ts\":\"2026-10-01T12:00:00\",\"content\":\"hi\"}"))
        .expect(200);
    sdk.stream(path, Sdk.lines("wandb-summary.json", 0, "{\"loss\":0.5,\"best\":Infinity}"))
        .expect(200);
    sdk.stream(path, Map.of("complete", true, "exitcode", 0)).expect(200);

    assertThat(begun.at("/data/upsertBucket/inserted")).isEqualTo("true");
    assertThat(begun.at("/data/upsertBucket/bucket/project/entity/name")).isEqualTo(team);
    var run = admin().get("/teams/" + team + "/projects/digits/runs/r1").expect(200);
    assertThat(run.at("/state")).isEqualTo("finished");
    assertThat(run.at("/config/lr")).isEqualTo("0.1");
    assertThat(run.json().at("/config").has("_wandb")).isFalse();
    assertThat(run.at("/summary/best")).isEqualTo("Infinity");
    assertThat(run.at("/tags/1")).isEqualTo("lr-0.1");
    var lines = sdk.run("HistoryPage", page(team, 0, 6)).expect(200);
    assertThat(lines.json().at("/data/project/run/history")).hasSize(2);
    assertThat(lines.at("/data/project/run/history/0")).contains("\"loss\":\"NaN\"");
    var console = admin().get("/teams/" + team + "/projects/digits/runs/r1/console").expect(200);
    assertThat(console.at("/items/0/text")).isEqualTo("hi");
  }

  @Test
  void lines_that_come_again_take_the_place_of_the_old() {
    var team = newTeam();
    var sdk = new Sdk(newTeamPerson(team, "member").api());
    sdk.run("UpsertBucket", Map.of("name", "r", "project", "digits", "entity", team)).expect(200);

    for (var i = 0; i < 2; i++) {
      sdk.stream(
              team + "/digits/r",
              Sdk.lines("wandb-history.jsonl", 0, "{\"a\":1,\"_step\":0}", "{\"a\":2,\"_step\":1}"))
          .expect(200);
    }

    var all =
        sdk.run(
            "HistoryPage",
            Map.of(
                "entity",
                team,
                "project",
                "digits",
                "run",
                "r",
                "minStep",
                0,
                "maxStep",
                9,
                "pageSize",
                100));
    assertThat(all.json().at("/data/project/run/history")).hasSize(2);
  }

  @Test
  void a_file_is_sent_and_read_by_urls_that_are_good_for_that_alone() {
    var team = newTeam();
    var sdk = new Sdk(newTeamPerson(team, "member").api());
    sdk.run("UpsertBucket", Map.of("name", "r", "project", "digits", "entity", team)).expect(200);
    var bytes = "hello".getBytes(StandardCharsets.UTF_8);
    var wanted =
        Map.of("entity", team, "project", "digits", "run", "r", "files", List.of("a/b.txt"));

    var url = sdk.run("CreateRunFiles", wanted).at("/data/createRunFiles/files/0/uploadUrl");
    sdk.put(url, bytes).expect(200);

    sdk.get(url).expect(403);
    sdk.put(url.substring(0, url.length() - 2) + "AA", bytes).expect(403);
    var run = "/teams/" + team + "/projects/digits/runs/r";
    assertThat(admin().get(run + "/files/a/b.txt").expect(200).bytes()).isEqualTo(bytes);
  }

  @Test
  void what_was_granted_ends_with_the_key() {
    var team = newTeam();
    var person = newTeamPerson(team, "member");
    var sdk = new Sdk(person.api());
    sdk.run("UpsertBucket", Map.of("name", "r", "project", "digits", "entity", team)).expect(200);
    var wanted = Map.of("entity", team, "project", "digits", "run", "r", "files", List.of("a"));
    var url = sdk.run("CreateRunFiles", wanted).at("/data/createRunFiles/files/0/uploadUrl");

    admin().delete("/teams/" + team + "/members/" + person.name()).expect(204);

    sdk.put(url, new byte[1]).expect(404);
  }

  @Test
  void strangers_find_nothing_and_readers_may_not_write() {
    var team = newTeam();
    var member = new Sdk(newTeamPerson(team, "member").api());
    member.run("UpsertBucket", Map.of("name", "r", "project", "digits", "entity", team));
    var stranger = new Sdk(newPerson().api());
    var viewer = new Sdk(newTeamPerson(team, "viewer").api());

    var seen = stranger.run("RunState", run(team)).expect(200);
    var written =
        viewer.run("UpsertBucket", Map.of("name", "r", "project", "digits", "entity", team));

    assertThat(seen.json().at("/data/project").isNull()).isTrue();
    assertThat(seen.json().has("errors")).isFalse();
    assertThat(written.expect(200).at("/errors/0/extensions/code")).isEqualTo("team.member");
    stranger.stream(team + "/digits/r", Map.of()).expect(404);
    viewer.stream(team + "/digits/r", Map.of()).expect(403);
  }

  @Test
  void what_is_not_here_and_what_is_too_much_is_refused_and_never_looks_retryable() {
    var sdk = new Sdk(admin());

    var sweep = sdk.query("mutation M { upsertSweep(input: {}) { sweep { name } } }", Map.of());
    var unknown = sdk.query("query Q { nothing }", Map.of());
    var deep =
        sdk.query(
            "query Q { viewer "
                + "{ teams { edges { node { user ".repeat(6)
                + "{ id }"
                + "} } } }".repeat(6)
                + "}",
            Map.of());

    assertThat(sweep.expect(400).at("/errors/0/message")).contains("sweeps are not supported");
    unknown.expect(400);
    deep.expect(400);
    sdk.query("", Map.of()).expect(400);
  }

  private static Map<String, Object> run(String team) {
    return Map.of("entity", team, "project", "digits", "run", "r");
  }

  private static Map<String, Object> page(String team, int from, int to) {
    return Map.of(
        "entity",
        team,
        "project",
        "digits",
        "run",
        "r1",
        "minStep",
        from,
        "maxStep",
        to,
        "pageSize",
        100);
  }
}
