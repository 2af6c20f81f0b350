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
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A bad file in a data set, a run that read it, a model that came out, and its alias.
@QuarkusTest
@NullUnmarked
class FileLineageIT extends ServerTest {
  private Api ada;
  private String team;
  private String registry;
  private String project;
  private String bad;
  private Answer data;
  private Answer model;

  @BeforeEach
  void a_story() {
    team = newTeam();
    registry = newRegistry();
    ada = newTeamPerson(team, "member").api();
    project = "/teams/" + team + "/projects/digits";
    bad = "bad " + UUID.randomUUID();
    ada.post(project + "/runs", Map.of("id", "train")).expect(201);
    data =
        Logged.log(ada, project + "/collections/data", Map.of("größe/a.csv", bad, "b", "fine"))
            .expect(201);
    ada.post(project + "/runs/train/inputs", Map.of("ref", data.at("/ref"))).expect(201);
    model = logFromRun("classifier", "train", "weights " + bad);
    admin()
        .post(
            "/registries/" + registry + "/models/digits/links",
            Map.of("source", model.at("/ref"), "aliases", List.of("production")))
        .expect(201);
  }

  @Test
  void a_digest_leads_to_the_models_that_touched_it() {
    var trace = admin().get("/lineage/file?digest=" + Logged.digest(bad)).expect(200);

    assertThat(trace.at("/digest")).isEqualTo(Logged.digest(bad));
    assertThat(trace.at("/roots/0")).isEqualTo(data.at("/versionId"));
    assertThat(texts(trace, "/nodes", "path"))
        .containsExactly(
            team + "/digits/data", team + "/digits/runs/train", team + "/digits/classifier");
    assertThat(texts(trace, "/bearers", "alias"))
        .containsExactlyInAnyOrder("production", "latest", "latest", "latest", "best");
    assertThat(trace.json().at("/more").asBoolean(true)).isFalse();
    assertThat(trace.json().at("/next").isNull()).isTrue();
    var only =
        admin().get("/lineage/file?onlyAliased=true&digest=" + Logged.digest(bad)).expect(200);
    assertThat(texts(only, "/bearers", "alias")).containsExactlyInAnyOrder("production", "best");
  }

  @Test
  void a_path_and_a_run_lead_there_too() {
    var byPath =
        ada.get("/lineage/file?ref=" + data.at("/ref") + "&path=gr%C3%B6%C3%9Fe/a.csv").expect(200);
    var byRun = ada.get("/lineage/file?run=" + team + "/digits/runs/train").expect(200);
    var byRef = ada.get("/lineage/file?ref=" + data.at("/ref")).expect(200);

    assertThat(byPath.at("/digest")).isEqualTo(Logged.digest(bad));
    assertThat(byPath.at("/roots/0")).isEqualTo(data.at("/versionId"));
    assertThat(texts(byRun, "/nodes", "kind")).containsExactly("run", "version");
    assertThat(byRun.json().at("/digest").isNull()).isTrue();
    assertThat(texts(byRef, "/nodes", "kind")).containsExactly("version", "run", "version");
    ada.get("/lineage/file?ref=" + data.at("/ref") + "&path=nothing").expect(404);
  }

  @Test
  void history_tells_from_when_to_when_and_by_whom() {
    var aliases = "/registries/" + registry + "/models/digits/aliases/";
    admin().delete(aliases + "production").expect(204);

    var trace =
        admin().get("/lineage/file?onlyAliased=true&digest=" + Logged.digest(bad)).expect(200);

    var gone =
        StreamSupport.stream(trace.json().at("/bearers").spliterator(), false)
            .filter(bearer -> bearer.path("alias").asText().equals("production"))
            .findFirst()
            .orElseThrow();
    assertThat(gone.path("current").asBoolean(true)).isFalse();
    assertThat(gone.path("until").asText()).isGreaterThan(gone.path("from").asText());
    assertThat(gone.path("movedBy").asText()).isNotEmpty();
    assertThat(gone.path("path").asText()).isEqualTo(registry + "/digits");
    assertThat(gone.path("place").asText()).isEqualTo("registry");
  }

  @Test
  void for_others_a_digest_is_as_one_that_nobody_has() {
    var spy = newTeamPerson(newTeam(), "member").api();

    var theirs = spy.get("/lineage/file?digest=" + Logged.digest(bad)).expect(200);
    var random = spy.get("/lineage/file?digest=" + Logged.digest("x" + bad)).expect(200);

    assertThat(theirs.text().replace(Logged.digest(bad), ""))
        .isEqualTo(random.text().replace(Logged.digest("x" + bad), ""));
    spy.get("/lineage/file?ref=" + data.at("/ref")).expect(404);
    spy.get("/lineage/step?direction=down&node=" + data.at("/versionId")).expect(404);
    spy.get("/lineage/step?direction=down&node=" + UUID.randomUUID()).expect(404);
  }

  @Test
  void a_step_is_paged() {
    for (var i = 0; i < 3; i++) {
      ada.post(project + "/runs", Map.of("id", "eval-" + i)).expect(201);
      ada.post(project + "/runs/eval-" + i + "/inputs", Map.of("ref", data.at("/ref"))).expect(201);
    }
    var path = "/lineage/step?limit=3&direction=down&node=" + data.at("/versionId");

    var first = ada.get(path).expect(200);
    var second = ada.get(path + "&cursor=" + first.at("/next")).expect(200);

    var names = new TreeSet<>(texts(first, "/nodes", "path"));
    names.addAll(texts(second, "/nodes", "path"));
    assertThat(names).hasSize(4);
    assertThat(first.json().at("/nodes")).hasSize(3);
    assertThat(second.json().at("/nodes")).hasSize(1);
    assertThat(second.json().at("/next").isNull()).isTrue();
    assertThat(first.at("/edges/0/from")).isEqualTo(data.at("/versionId"));
    assertThat(first.at("/edges/0/to")).isEqualTo(first.at("/nodes/0/id"));
  }

  @Test
  void sixteen_jobs_that_log_the_same_make_one_version_with_sixteen_producers() throws Exception {
    var same = "the same weights " + UUID.randomUUID();
    for (var i = 0; i < 16; i++) {
      ada.post(project + "/runs", Map.of("id", "job-" + i)).expect(201);
    }

    try (var many = Executors.newFixedThreadPool(16)) {
      var jobs =
          IntStream.range(0, 16)
              .<Callable<Answer>>mapToObj(i -> () -> commitFromRun("same", "job-" + i, same))
              .toList();
      for (var done : many.invokeAll(jobs)) {
        assertThat(done.get().status()).isIn(200, 201);
      }
    }

    var versions = ada.get(project + "/collections/same/versions").expect(200);
    assertThat(versions.json().at("/items")).hasSize(1);
    var id = versions.at("/items/0/versionId");
    var up = ada.get("/lineage/step?direction=up&node=" + id).expect(200);
    assertThat(new TreeSet<>(texts(up, "/nodes", "path"))).hasSize(16);
    var walked = ada.get("/lineage?direction=up&ref=" + versions.at("/items/0/ref")).expect(200);
    assertThat(walked.json().at("/nodes")).hasSize(17);
  }

  @ParameterizedTest
  @CsvSource({
    "'', digest, lineage.root",
    "digest=x&ref=a/b, digest, lineage.root",
    "ref=a/b&run=a/b/runs/c, digest, lineage.root",
    "path=a, digest, lineage.root",
    "path=a&run=a/b/runs/c, path, lineage.path",
    "digest=sha256:12, digest, digest.grammar",
    "digest=%20, digest, digest.grammar",
    "ref=a, ref, ref.grammar",
    "run=a/b/c, run, run.path",
    "ref=a/b&path=../x, path, path.segment",
    "ref=a/b&direction=sideways, direction, lineage.direction",
    "ref=a/b&depth=x, depth, depth.range",
    "ref=a/b&depth=0, depth, depth.range",
    "ref=a/b&depth=51, depth, depth.range",
    "ref=a/b&depth=99999999999, depth, depth.range",
    "ref=a/b&onlyAliased=yes, onlyAliased, onlyAliased.grammar",
    "ref=a/b&limit=0, limit, limit.range",
    "ref=a/b&limit=x, limit, limit.range",
    "ref=a/b&cursor=%00, cursor, cursor.opaque"
  })
  void a_bad_question_is_refused_by_field_and_rule(String query, String field, String rule) {
    ada.get("/lineage/file?" + query).expectInvalid(field, rule);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MQ", "Zi4wMC4x", "eA"})
  void a_cursor_of_something_else_is_refused(String cursor) {
    var answer = ada.get("/lineage/file?digest=" + Logged.digest(bad) + "&cursor=" + cursor);

    assertThat(answer.expect(400).at("/field")).isEqualTo("cursor");
  }

  @ParameterizedTest
  @CsvSource({
    "'', node, required",
    "node=x&direction=up, node, node.grammar",
    "node=00000000-0000-0000-0000-000000000000, direction, required",
    "node=00000000-0000-0000-0000-000000000000&direction=both, direction, lineage.direction",
    "node=00000000-0000-0000-0000-000000000000&direction=up&limit=-1, limit, limit.range",
    "node=00000000-0000-0000-0000-000000000000&direction=up&cursor=%00, cursor, cursor.opaque"
  })
  void a_bad_step_is_refused_by_field_and_rule(String query, String field, String rule) {
    ada.get("/lineage/step?" + query).expectInvalid(field, rule);
  }

  private Answer logFromRun(String collection, String run, String content) {
    return commitFromRun(collection, run, content).expect(201);
  }

  private Answer commitFromRun(String collection, String run, String content) {
    var draft =
        ada.post(
                project + "/collections/" + collection + "/drafts",
                Map.of("type", "model", "run", run))
            .expect(201)
            .at("/id");
    Logged.upload(ada, draft, content);
    Logged.manifest(ada, draft, Logged.text(Map.of("model.bin", content))).expect(200);
    return Logged.commit(ada, draft, "best");
  }

  private static List<String> texts(Answer answer, String list, String field) {
    return StreamSupport.stream(answer.json().at(list).spliterator(), false)
        .map((JsonNode node) -> node.path(field).asText())
        .toList();
  }
}
