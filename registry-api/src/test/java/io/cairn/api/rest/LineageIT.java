// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.api.testing.Answer;
import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Data goes into a run, a model comes out of it, is linked, and goes into another run.
@QuarkusTest
@NullUnmarked
class LineageIT extends ServerTest {
  private Api ada;
  private Api boss;
  private String team;
  private String registry;
  private String project;
  private String train;
  private Answer data;
  private Answer model;

  @BeforeEach
  void a_story() {
    team = newTeam();
    registry = newRegistry();
    boss = admin();
    ada = newTeamPerson(team, "member").api();
    project = "/teams/" + team + "/projects/digits";
    train = project + "/runs/train";
    ada.post(project + "/runs", Map.of("id", "train", "title", "Train")).expect(201);
    data = Logged.log(ada, project + "/collections/data", Map.of("a.csv", "1,2")).expect(201);
    ada.post(train + "/inputs", Map.of("ref", data.at("/ref"), "role", "training data"))
        .expect(201);
    model = logFromRun("classifier", "train", "weights");
  }

  @Test
  void a_walk_goes_from_the_model_back_to_the_data_and_forward_again() {
    var up = ada.get("/lineage?direction=up&ref=" + model.at("/ref")).expect(200);

    assertThat(up.at("/root")).isEqualTo(model.at("/versionId"));
    assertThat(texts(up, "path"))
        .containsExactly(
            team + "/digits/classifier", team + "/digits/runs/train", team + "/digits/data");
    assertThat(texts(up, "kind")).containsExactly("version", "run", "version");
    assertThat(up.json().at("/nodes/0/aliases/0").asText()).isEqualTo("latest");
    assertThat(up.at("/nodes/0/digest")).isEqualTo(model.at("/digest"));
    assertThat(up.at("/nodes/1/title")).isEqualTo("Train");
    assertThat(up.at("/nodes/1/state")).isEqualTo("running");
    assertThat(up.json().at("/edges").findValuesAsText("kind"))
        .containsExactlyInAnyOrder("output", "input");
    assertThat(up.json().at("/more").asBoolean(true)).isFalse();

    var down = ada.get("/lineage?direction=down&ref=" + data.at("/ref")).expect(200);
    assertThat(texts(down, "path"))
        .containsExactly(
            team + "/digits/data", team + "/digits/runs/train", team + "/digits/classifier");
    var one =
        ada.get("/lineage?depth=1&run=" + team + "/digits/runs/train&direction=up").expect(200);
    assertThat(texts(one, "path"))
        .containsExactly(team + "/digits/runs/train", team + "/digits/data");
  }

  @Test
  void inputs_and_outputs_are_versions_with_their_roles() {
    var inputs = ada.get(train + "/inputs").expect(200);
    var outputs = ada.get(train + "/outputs").expect(200);

    assertThat(inputs.at("/items/0/ref")).isEqualTo(data.at("/ref"));
    assertThat(inputs.at("/items/0/role")).isEqualTo("training data");
    assertThat(outputs.at("/items/0/ref")).isEqualTo(model.at("/ref"));
    assertThat(outputs.at("/items/0/run/path")).isEqualTo(team + "/digits/runs/train");
    assertThat(outputs.json().at("/items")).hasSize(1);
  }

  @Test
  void readers_of_the_registry_see_the_link_and_nothing_behind_it() {
    boss.post("/registries/" + registry + "/models", Map.of("name", "digits", "type", "model"))
        .expect(201);
    boss.post(
            "/registries/" + registry + "/models/digits/links",
            Map.of("source", model.at("/ref"), "aliases", List.of("production")))
        .expect(201);
    var reader = newRegistryPerson(registry, "viewer").api();

    var walked = reader.get("/lineage?ref=" + registry + "/digits:production").expect(200);

    assertThat(walked.at("/nodes/0/path")).isEqualTo(registry + "/digits");
    assertThat(walked.json().at("/nodes/0/links/0/aliases").toString()).contains("production");
    assertThat(walked.json().at("/nodes")).hasSize(2);
    assertThat(walked.json().at("/nodes/1").toString())
        .isEqualTo("{\"id\":\"hidden-2\",\"kind\":\"run\",\"depth\":1,\"hidden\":true}");
    assertThat(walked.text()).doesNotContain(team).doesNotContain("train");
    var whole = ada.get("/lineage?ref=" + model.at("/ref")).expect(200);
    assertThat(whole.text()).doesNotContain(registry);
    assertThat(boss.get("/lineage?ref=" + model.at("/ref")).expect(200).text())
        .contains(registry + "/digits");
  }

  @Test
  void an_input_needs_the_right_to_read_the_version_and_to_write_the_run() {
    var other = newTeam();
    var outsider = newTeamPerson(other, "member").api();
    outsider.post("/teams/" + other + "/projects/p/runs", Map.of("id", "spy")).expect(201);
    var viewer = newTeamPerson(team, "viewer").api();

    outsider
        .post("/teams/" + other + "/projects/p/runs/spy/inputs", Map.of("ref", data.at("/ref")))
        .expect(404);
    viewer.post(train + "/inputs", Map.of("ref", model.at("/ref"))).expect(403);
    outsider.get("/lineage?ref=" + data.at("/ref")).expect(404);
    outsider.get("/lineage?run=" + team + "/digits/runs/train").expect(404);

    assertThat(ada.get(train + "/inputs").json().at("/items")).hasSize(1);
    assertThat(outsider.get("/teams/" + other + "/projects/p/runs/spy/inputs").json().at("/items"))
        .isEmpty();
  }

  @Test
  void a_deleted_run_stays_in_the_lineage_as_deleted() {
    ada.delete(train).expect(204);

    var up = ada.get("/lineage?direction=up&ref=" + model.at("/ref")).expect(200);

    assertThat(up.at("/nodes/1/state")).isEqualTo("deleted");
    assertThat(texts(up, "path")).contains(team + "/digits/data");
  }

  @Test
  void a_run_goes_with_the_versions_that_it_made_if_that_is_asked_for() {
    ada.delete(train + "?versions=some").expectInvalid("versions", "run.versions-word");
    ada.get("/resolve?ref=" + model.at("/ref")).expect(200);

    ada.delete(train + "?versions=delete").expect(204);

    ada.get(train).expect(404);
    ada.get("/resolve?ref=" + model.at("/ref")).expect(404);
    ada.get("/resolve?ref=" + data.at("/ref")).expect(200);
  }

  @ParameterizedTest
  @CsvSource({
    "'', ref, lineage.root",
    "ref=a/b&run=a/b/runs/c, ref, lineage.root",
    "ref=a, ref, ref.grammar",
    "run=a/b/c, run, run.path",
    "ref=a/b&direction=sideways, direction, lineage.direction",
    "run=a/b/runs/c&depth=x, depth, depth.range"
  })
  void a_bad_question_is_refused_by_field_and_rule(String query, String field, String rule) {
    ada.get("/lineage?" + query).expectInvalid(field, rule);
  }

  @ParameterizedTest
  @CsvSource({"depth=0, depth", "depth=51, depth", "limit=0, limit", "limit=5001, limit"})
  void a_question_out_of_bounds_is_refused(String query, String field) {
    ada.get("/lineage?ref=" + data.at("/ref") + "&" + query).expectInvalid(field, field + ".range");
  }

  private Answer logFromRun(String collection, String run, String content) {
    var draft =
        ada.post(
                project + "/collections/" + collection + "/drafts",
                Map.of("type", "model", "run", run))
            .expect(201)
            .at("/id");
    Logged.upload(ada, draft, content);
    Logged.manifest(ada, draft, Logged.text(Map.of("model.bin", content))).expect(200);
    return Logged.commit(ada, draft, "best").expect(201);
  }

  private static List<String> texts(Answer answer, String field) {
    return StreamSupport.stream(answer.json().at("/nodes").spliterator(), false)
        .map((JsonNode node) -> node.path(field).asText())
        .toList();
  }
}
