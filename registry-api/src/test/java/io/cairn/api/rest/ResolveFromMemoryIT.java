// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.Answer;
import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An answer of resolve that is in memory is the one that the data base would give, word for word,
/// and no longer than that. Asked twice at least: the second answer may come from memory.
@QuarkusTest
@NullUnmarked
class ResolveFromMemoryIT extends ServerTest {
  private static final Set<String> EACH_ITS_OWN = Set.of("x-request-id", "date", "age");

  private String team;
  private Api ada;
  private String collection;
  private String question;

  @BeforeEach
  void two_versions() {
    team = newTeam();
    ada = newTeamPerson(team, "member").api();
    collection = "/teams/" + team + "/projects/digits/collections/classifier";
    question = "/resolve?ref=" + team + "/digits/classifier:best";
    Logged.log(ada, collection, Map.of("ä.bin", "one"), "best").expect(201);
    Logged.log(ada, collection, Map.of("ä.bin", "two")).expect(201);
  }

  @Test
  void the_second_answer_is_the_first_in_head_and_body() {
    // Any media type of JSON but the two that answers from memory are given for.
    var first = ada.get(question, "Accept", "application/json;q=0.5").expect(200);
    ada.get(question).expect(200);
    var second = ada.get(question).expect(200);

    assertThat(second.text()).isEqualTo(first.text());
    assertThat(head(second)).isEqualTo(head(first));
    assertThat(second.header("X-Request-Id")).isNotEqualTo(first.header("X-Request-Id"));
  }

  @Test
  void the_known_tag_is_answered_by_304() {
    var tag = ada.get(question).expect(200).header("ETag");

    assertThat(ada.get(question, "If-None-Match", tag).expect(304).bytes()).isEmpty();
  }

  @Test
  void a_moved_alias_is_told_at_once() {
    for (var n = 0; n < 20; n++) {
      var wanted = "v" + n % 2;
      ada.put(collection + "/aliases/best", Map.of("version", wanted)).expect(200);

      assertThat(ada.get(question).expect(200).at("/version")).isEqualTo(wanted);
      assertThat(ada.get(question).expect(200).at("/version")).isEqualTo(wanted);
    }
  }

  @Test
  void a_recalled_version_is_refused_from_then_on() {
    ada.get(question).expect(200);
    ada.put(collection + "/versions/best/recall", Map.of("reason", "bad data")).expect(200);

    ada.get(question).expectProblem(409, "version.recalled");
    ada.get(question).expectProblem(409, "version.recalled");
  }

  @Test
  void who_may_not_read_gets_nothing_out_of_the_memory_of_others() {
    ada.get(question).expect(200);
    var stranger = newTeamPerson(newTeam(), "admin").api();
    var writer =
        ada.as(ada.post("/keys", Map.of("scopes", List.of("write"))).expect(201).at("/key"));

    stranger.get(question).expectProblem(404, "not-found");
    stranger.get(question).expectProblem(404, "not-found");
    writer.get("/whoami");
    writer.get(question).expect(403);
    ada.as("").get(question).expect(401);
  }

  @Test
  void a_revoked_key_ends_at_once() {
    var made = ada.post("/keys", Map.of("scopes", List.of("read"))).expect(201);
    var reader = ada.as(made.at("/key"));
    reader.get(question).expect(200);
    reader.get(question).expect(200);

    ada.delete("/keys/" + made.at("/id")).expect(204);

    reader.get(question).expect(401);
  }

  @Test
  void a_reference_that_is_none_is_refused_by_name() {
    ada.get("/resolve?ref=a:b:c:d").expect(400);
    ada.get("/resolve").expectInvalid("ref", "required");
  }

  private static Map<String, List<String>> head(Answer answer) {
    var head = new TreeMap<>(answer.response().headers().map());
    head.keySet().removeAll(EACH_ITS_OWN);
    return head;
  }
}
