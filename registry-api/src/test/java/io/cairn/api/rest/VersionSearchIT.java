// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Searching versions over the route; the rules themselves are the core's, and tested there.
@QuarkusTest
@NullUnmarked
class VersionSearchIT extends ServerTest {
  private String team;
  private Api ada;

  @BeforeEach
  void five_versions_with_metadata() {
    team = newTeam();
    ada = newTeamPerson(team, "member").api();
    for (var i = 0; i < 5; i++) {
      var collection = "/teams/" + team + "/projects/digits/collections/c" + i % 2;
      var draft = Logged.open(ada, collection);
      Logged.upload(ada, draft, "content " + i);
      Logged.manifest(ada, draft, Logged.text(Map.of("a", "content " + i))).expect(200);
      ada.post(
              "/drafts/" + draft + "/commit",
              Map.of(
                  "metadata",
                  Map.of("accuracy", 0.5 + i / 10.0, "größe", "模型 " + i),
                  "tags",
                  i == 3 ? List.of("reviewed") : List.of()))
          .expect(201);
    }
  }

  @Test
  void conditions_sort_and_pages_work_over_the_wire() {
    assertThat(refs("?where=" + encoded("metadata.accuracy>=0.7") + "&where=tag%3Dreviewed"))
        .containsExactly(team + "/digits/c1:v1");
    assertThat(
            refs("?where=" + encoded("metadata.größe ~ 模型") + "&sort=-metadata.accuracy&limit=2"))
        .containsExactly(
            team + "/digits/c0:v2",
            team + "/digits/c1:v1",
            team + "/digits/c0:v1",
            team + "/digits/c1:v0",
            team + "/digits/c0:v0");
    assertThat(refs("?type=model&team=" + team + "&project=digits&limit=3")).hasSize(5);
    assertThat(refs("?type=dataset")).isEmpty();
    var item = ada.get("/versions?where=tag%3Dreviewed").expect(200).json().at("/items/0");
    assertThat(item.at("/metadata/accuracy").asDouble()).isEqualTo(0.8);
    assertThat(item.at("/tags/0").asText()).isEqualTo("reviewed");
  }

  @Test
  void only_what_the_caller_may_read_is_found() {
    var eve = newPerson().api();

    assertThat(eve.get("/versions").expect(200).json().at("/items")).isEmpty();
    eve.get("/versions?team=" + team).expectProblem(404, "not-found");
    anonymous().get("/versions").expectProblem(401, "unauthenticated");
  }

  @ParameterizedTest
  @CsvSource({
    "where=nonsense,where,where.operator",
    "where=name%3D1,where,where.unknown-key",
    "where=tag%3D,where,where.value",
    "where=metadata.a%3D%00,where,where.control",
    "sort=name,sort,sort.key",
    "project=digits,project,project.team",
    "team=a&registry=b,registry,registry.team",
    "team=..,team,name.grammar",
    "type=%20,type,name.grammar",
    "cursor=!,cursor,cursor.opaque",
    "sort=metadata.a&cursor=MQ,cursor,cursor.opaque",
    "limit=none,limit,limit.range",
  })
  void bad_input_is_refused(String query, String field, String rule) {
    ada.get("/versions?" + query).expectInvalid(field, rule);
  }

  private List<String> refs(String query) {
    var refs = new ArrayList<String>();
    for (var page = ada.get("/versions" + query);
        ;
        page = ada.get("/versions" + query + "&cursor=" + page.at("/next"))) {
      page.expect(200).json().at("/items").forEach(item -> refs.add(item.at("/ref").asText()));
      if (page.json().at("/next").isNull()) {
        return refs;
      }
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
