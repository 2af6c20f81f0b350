// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.Answer;
import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@NullUnmarked
class RunSearchIT extends ServerTest {
  private String team;
  private Api member;
  private String runs;

  @BeforeEach
  void four_runs() {
    team = newTeam();
    member = newTeamPerson(team, "member").api();
    runs = "/teams/" + team + "/projects/digits/runs";
    for (var i = 1; i <= 3; i++) {
      member
          .post(
              runs,
              Map.of("id", "r" + i, "config", Map.of("lr", i / 10.0), "tags", List.of("t" + i)))
          .expect(201);
    }
    member.post("/teams/" + team + "/projects/other/runs", Map.of("id", "far")).expect(201);
  }

  @Test
  void runs_are_searched_sorted_and_paged() {
    member
        .post(runs + "/r2/history", Map.of("records", List.of(Map.of("values", Map.of("acc", 1)))))
        .expect(200);

    var first = search(runs, "sort=-config.lr&limit=2", "config.lr>=0.1");
    var rest =
        search(runs, "sort=-config.lr&limit=2&cursor=" + first.at("/next"), "config.lr>=0.1");

    assertThat(ids(first)).containsExactly("r3", "r2");
    assertThat(ids(rest)).containsExactly("r1");
    assertThat(rest.json().at("/next").isNull()).isTrue();
    assertThat(ids(search(runs, "", "config.lr>0.1", "tag=T2"))).containsExactly("r2");
    assertThat(ids(search(runs, "sort=-summary.acc", "state=running")))
        .containsExactly("r2", "r3", "r1");
    assertThat(ids(search(runs, "q=T3"))).containsExactly("r3");
    assertThat(ids(search("/teams/" + team + "/runs", "limit=10")))
        .containsExactly("far", "r3", "r2", "r1");
  }

  @ParameterizedTest
  @CsvSource({
    "where=lr%3D1, where, where.key",
    "where=config.lr, where, where.operator",
    "sort=lr, sort, sort.key",
    "cursor=NQ, cursor, cursor.opaque",
    "limit=0, limit, limit.range"
  })
  void what_makes_no_sense_is_refused(String query, String field, String rule) {
    member.get(runs + "?" + query).expectInvalid(field, rule);
    member.get("/teams/" + team + "/runs?" + query).expectInvalid(field, rule);
  }

  @Test
  void who_may_not_read_the_team_finds_nothing_there() {
    var outsider = newPerson().api();

    outsider.get(runs).expect(404);
    outsider.get("/teams/" + team + "/runs").expect(404);
    newTeamPerson(team, "viewer").api().get("/teams/" + team + "/runs").expect(200);
    member.get("/teams/" + team + "/projects/nothing/runs").expect(404);
  }

  @Test
  void an_edit_upon_what_somebody_else_changed_is_refused() {
    var read = member.get(runs + "/r1").expect(200);
    member
        .post(runs + "/r1/history", Map.of("records", List.of(Map.of("values", Map.of("a", 1)))))
        .expect(200);
    assertThat(member.get(runs + "/r1", "If-None-Match", read.header("ETag")).status())
        .isEqualTo(200);

    var edited =
        member
            .patch(runs + "/r1", Map.of("notes", "mine"), "If-Match", read.header("ETag"))
            .expect(200);

    member
        .patch(runs + "/r1", Map.of("notes", "theirs"), "If-Match", read.header("ETag"))
        .expectProblem(412, "revision.stale");
    assertThat(member.get(runs + "/r1").at("/notes")).isEqualTo("mine");
    assertThat(member.get(runs + "/r1", "If-None-Match", edited.header("ETag")).status())
        .isEqualTo(304);
    member
        .patch(runs + "/r1", Map.of("notes", "x"), "If-Match", "unquoted")
        .expectInvalid("If-Match", "etag.grammar");
    member.patch(runs + "/r1", Map.of("notes", "any"), "If-Match", "*").expect(200);
  }

  private Answer search(String path, String query, String... where) {
    var full = new StringBuilder(path + "?" + query);
    for (var condition : where) {
      full.append("&where=").append(URLEncoder.encode(condition, StandardCharsets.UTF_8));
    }
    return member.get(full.toString()).expect(200);
  }

  private static List<String> ids(Answer answer) {
    return answer.json().at("/items").findValuesAsText("id");
  }
}
