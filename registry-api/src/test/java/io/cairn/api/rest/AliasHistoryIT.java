// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.Answer;
import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What an alias pointed at earlier, asked over the routes.
@QuarkusTest
@NullUnmarked
class AliasHistoryIT extends ServerTest {
  private Api ada;
  private String path;
  private String collection;

  @BeforeEach
  void an_alias_that_moved_once() {
    var team = newTeam();
    ada = newTeamPerson(team, "member").api();
    path = team + "/digits/classifier";
    collection = "/teams/" + team + "/projects/digits/collections/classifier";
    Logged.log(ada, collection, Map.of("a.bin", "one"), "best").expect(201);
    Logged.log(ada, collection, Map.of("a.bin", "two"), "best").expect(201);
  }

  @Test
  void resolving_by_time_and_by_former_holder() {
    var first = ada.get(collection + "/aliases/best/history").expect(200).at("/items/1/movedAt");

    assertThat(resolve("best~" + first).expect(200).at("/version")).isEqualTo("v0");
    assertThat(resolve("best~9999-01-01T00:00Z").expect(200).at("/version")).isEqualTo("v1");
    assertThat(resolve("best~1").expect(200).at("/version")).isEqualTo("v0");
    assertThat(ada.get(collection + "/versions/best~1").expect(200).at("/version")).isEqualTo("v0");
    var before = resolve("best~2000-01-01T00:00Z").expectProblem(404, "not-found");
    assertThat(before.at("/detail")).contains("the alias pointed at nothing then");
    resolve("best~2").expectProblem(404, "not-found");
    resolve("best~2026-10-01T12:00").expectInvalid("ref", "time.zone");
    resolve("best~0").expectInvalid("ref", "history.grammar");
    ada.get(collection + "/versions/best~x").expectInvalid("version", "history.grammar");
  }

  @Test
  void the_history_of_an_alias_tells_who_had_moved_it_there() {
    ada.put(collection + "/aliases/best", Map.of("version", "v0", "reason", "besser, größer"))
        .expect(200);
    var moved = ada.get(collection + "/aliases/best/history").expect(200).at("/items/0/movedAt");
    var who = ada.get("/whoami").expect(200).at("/user");

    var then = resolve("best~" + moved).expect(200);
    var before = resolve("best~1").expect(200);

    assertThat(then.at("/version")).isEqualTo("v0");
    assertThat(then.at("/moved/alias")).isEqualTo("best");
    assertThat(then.at("/moved/at")).isEqualTo(moved);
    assertThat(then.at("/moved/by")).isEqualTo(who).isNotEmpty();
    assertThat(then.at("/moved/reason")).isEqualTo("besser, größer");
    assertThat(then.at("/moved/from")).isEqualTo("v1");
    assertThat(before.at("/version")).isEqualTo("v1");
    assertThat(before.at("/moved/from")).isEqualTo("v0");
    assertThat(resolve("best").expect(200).json().has("moved")).isFalse();
  }

  @Test
  void a_version_that_was_deleted_since_is_told_but_neither_used_nor_changed() {
    ada.delete(collection + "/versions/v0").expect(204);

    var former = resolve("best~1").expect(200);

    assertThat(former.at("/version")).isEqualTo("v0");
    assertThat(former.at("/state")).isEqualTo("deleted");
    assertThat(resolve("best").expect(200).at("/state")).isEqualTo("live");
    ada.get("/versions/" + former.at("/versionId")).expectProblem(404, "not-found");
    ada.delete(collection + "/versions/best~1").expectProblem(404, "not-found");
    ada.put(collection + "/aliases/best", Map.of("version", "best~1"))
        .expectProblem(404, "not-found");
  }

  @Test
  void an_alias_goes_back_to_its_former_holder() {
    ada.put(collection + "/aliases/best", Map.of("version", "best~1", "expected", "v1"))
        .expect(200);

    assertThat(resolve("best").expect(200).at("/version")).isEqualTo("v0");
  }

  private Answer resolve(String selector) {
    return ada.get("/resolve?ref=" + path + ":" + selector);
  }
}
