// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Taking mistakes back, over the routes.
@QuarkusTest
@NullUnmarked
class UndoIT extends ServerTest {
  private static final String WHY = "trainiert mit Testdaten – 測試 🚫";

  private String team;
  private String registry;
  private Api ada;
  private String project;
  private String collection;
  private String model;
  private String path;

  @BeforeEach
  void three_versions_and_a_model() {
    team = newTeam();
    registry = newRegistry();
    var person = newTeamPerson(team, "member");
    ada = person.api();
    admin()
        .put("/registries/" + registry + "/members/" + person.name(), Map.of("role", "member"))
        .expect(200);
    project = "/teams/" + team + "/projects/digits";
    collection = project + "/collections/classifier";
    model = "/registries/" + registry + "/models/digits";
    path = team + "/digits/classifier";
    for (var text : List.of("zero", "one", "two")) {
      Logged.log(ada, collection, Map.of("a.bin", text), "best").expect(201);
    }
  }

  @Test
  void rollback_tells_does_and_is_refused_as_the_table_of_the_docs_says() {
    var url = collection + "/aliases/best/rollback";
    var told = ada.post(url, Map.of("dryRun", true)).expect(200);
    assertThat(told.at("/from") + told.at("/to")).isEqualTo("v2v1");
    assertThat(told.json().has("now")).isFalse();

    var done = ada.post(url, Map.of("reason", WHY, "expected", "v2")).expect(200);

    assertThat(done.at("/now/version")).isEqualTo("v1");
    assertThat(ada.get(collection + "/aliases/best/history").at("/items/0/reason")).isEqualTo(WHY);
    var stale = ada.post(url, Map.of("expected", "v2")).expectProblem(409, "alias.expected");
    assertThat(stale.at("/actual")).isEqualTo("v1");
    ada.post(url, Map.of(), "If-Match", "\"old\"").expectProblem(412, "alias.expected");
    ada.post(url, Map.of("to", "v1")).expectProblem(409, "rollback.is-there");
    Logged.log(ada, collection, Map.of("a.bin", "three")).expect(201);
    ada.post(url, Map.of("to", "v3")).expectProblem(409, "rollback.never-held");
    ada.post(url, Map.of("to", "three")).expectInvalid("to", "to.grammar");
    ada.post(url, Map.of("reason", "x".repeat(1_025))).expectInvalid("reason", "reason.length");
    ada.post(url, "{\"reason\":\"a\\u0000\"}").expectInvalid("reason", "text.control");
    ada.post(url, Map.of("unknown", 1)).expect(400);
    ada.post(collection + "/aliases/latest/rollback", Map.of())
        .expectInvalid("alias", "alias.system");
    ada.post(collection + "/aliases/nothing/rollback", Map.of()).expectProblem(404, "not-found");
  }

  @Test
  void who_reads_a_manifest_may_say_that_it_is_a_pull() {
    var version = ada.get(collection + "/versions/best").expect(200);
    var manifest = "/versions/" + version.at("/versionId") + "/manifest";
    var viewer = newTeamPerson(team, "viewer");
    ada.get(manifest).expect(200);
    viewer.api().get(manifest + "?pulled=" + path + ":v2&as=best").expect(200);
    viewer.api().get(manifest + "?pulled=" + path + ":v2&as=best").expect(200);
    viewer.api().get(manifest + "?pulled=" + path + ":v9").expect(200);
    viewer.api().get(manifest + "?pulled=" + path).expectInvalid("pulled", "version.index");
    viewer.api().get(manifest + "?pulled=x").expectInvalid("pulled", "ref.grammar");
    viewer.api().get(manifest + "?pulled=" + path + ":v2&as=a/b").expect(400);

    var pulls = ada.get(collection + "/versions/v2/pulls").expect(200);

    assertThat(pulls.json().at("/items")).hasSize(1);
    assertThat(pulls.at("/items/0/user") + pulls.at("/items/0/selector"))
        .isEqualTo(viewer.name() + "best");
    assertThat(pulls.at("/items/0/times") + pulls.at("/items/0/path")).isEqualTo("2" + path);
    viewer.api().get(collection + "/versions/v2/pulls").expectProblem(403, "team.member");
    newPerson().api().get(collection + "/versions/v2/pulls").expect(404);
    assertThat(
            ada.put(collection + "/versions/v2/recall", Map.of("reason", WHY))
                .at("/pulledBy/items/0/user"))
        .isEqualTo(viewer.name());
  }

  @Test
  void a_protected_alias_is_rolled_back_by_an_admin_with_a_reason() {
    for (var version : List.of("v0", "v1")) {
      ada.post(
              model + "/links",
              Map.of("source", path + ":" + version, "aliases", List.of("production")))
          .expect(201);
    }
    admin().put("/registries/" + registry + "/protected-aliases/production", "").expect(204);
    var url = model + "/aliases/production/rollback";

    ada.post(url, Map.of("reason", "x")).expectProblem(403, "alias.protected");
    admin().post(url, Map.of()).expectInvalid("reason", "reason.required");
    admin().post(url, Map.of("reason", " ")).expectInvalid("reason", "reason.required");
    assertThat(admin().post(url, Map.of("reason", "bad")).expect(200).at("/to")).isEqualTo("v0");
  }

  @Test
  void a_recall_says_why_wherever_the_version_is_asked_for_by_a_name() {
    ada.post(model + "/links", Map.of("source", path + ":v2")).expect(201);
    var runs = project + "/runs";
    ada.post(runs, Map.of("id", "eval-1")).expect(201);
    ada.post(runs + "/eval-1/inputs", Map.of("ref", path + ":v2")).expect(201);

    var answer = ada.put(collection + "/versions/best/recall", Map.of("reason", WHY)).expect(200);

    assertThat(answer.at("/version/recalled/reason")).isEqualTo(WHY);
    assertThat(answer.at("/dependants/0/path")).isEqualTo(team + "/digits/runs/eval-1");
    for (var ref : List.of(path + ":best", path, registry + "/digits")) {
      var refused = ada.get("/resolve?ref=" + ref).expectProblem(409, "version.recalled");
      assertThat(refused.at("/detail")).contains(WHY);
    }
    ada.get(collection + "/versions/best").expectProblem(409, "version.recalled");
    ada.post(runs + "/eval-1/inputs", Map.of("ref", path + ":best"))
        .expectProblem(409, "version.recalled");
    var pinned = ada.get("/resolve?ref=" + path + ":v2").expect(200);
    assertThat(pinned.at("/recalled/reason")).isEqualTo(WHY);
    assertThat(ada.get("/resolve?ref=" + path + "@" + pinned.at("/digest")).at("/version"))
        .isEqualTo("v2");
    assertThat(ada.get("/versions/" + pinned.at("/versionId") + "/files/a.bin").text())
        .isEqualTo("two");
    ada.put(collection + "/aliases/other", Map.of("version", "v2"))
        .expectProblem(409, "version.recalled");
    ada.post(model + "/links", Map.of("source", path + ":v2"))
        .expectProblem(409, "version.recalled");
    assertThat(ada.get("/lineage?ref=" + path + ":v2").at("/nodes/0/state")).isEqualTo("recalled");
    ada.delete(model + "/versions/v0/recall").expectProblem(409, "recall.at-home");
    ada.delete(collection + "/versions/v2/recall?reason=mistake").expect(200);
    assertThat(ada.get("/resolve?ref=" + path).expect(200).json().has("recalled")).isFalse();
  }

  @Test
  void a_recall_without_right_or_reason_is_refused() {
    var url = collection + "/versions/v0/recall";
    var viewer = newTeamPerson(team, "viewer").api();

    ada.put(url, Map.of()).expectInvalid("reason", "required");
    ada.put(url, Map.of("reason", "")).expectInvalid("reason", "reason.required");
    ada.put(url, Map.of("reason", "x".repeat(1_025))).expectInvalid("reason", "reason.length");
    ada.put(url, "[]").expect(400);
    ada.put(collection + "/versions/v9/recall", Map.of("reason", "x"))
        .expectProblem(404, "not-found");
    ada.put(collection + "/versions/~/recall", Map.of("reason", "x")).expect(400);
    viewer.put(url, Map.of("reason", "x")).expectProblem(403, "team.member");
    newPerson().api().put(url, Map.of("reason", "x")).expectProblem(404, "not-found");
    anonymous().put(url, Map.of("reason", "x")).expectProblem(401, "unauthenticated");
    ada.delete(url + "?reason=" + "x".repeat(1_025)).expectInvalid("reason", "reason.length");
  }

  @Test
  void what_is_deleted_is_listed_and_comes_back() {
    ada.delete(collection + "/versions/v1").expect(204);
    var listed = ada.get(collection + "/versions?state=deleted").expect(200);
    assertThat(listed.json().at("/items")).hasSize(1);
    assertThat(listed.at("/items/0/version")).isEqualTo("v1");
    assertThat(listed.at("/items/0/restorableUntil")).isNotEmpty();

    ada.delete(collection).expect(204);
    var collections = ada.get(project + "/collections?state=deleted").expect(200);
    assertThat(collections.at("/items/0/path")).isEqualTo(path);
    assertThat(collections.at("/items/0/versions")).isEqualTo("2");
    ada.get(collection).expectProblem(404, "not-found");
    var back = ada.post(collection + "/undelete", Map.of()).expect(200);
    assertThat(back.at("/versions")).isEqualTo("2");
    assertThat(ada.get("/resolve?ref=" + path + ":best").at("/version")).isEqualTo("v2");

    admin().delete(project).expect(204);
    assertThat(ada.get("/teams/" + team + "/projects?state=deleted").at("/items/0/name"))
        .isEqualTo("digits");
    ada.post(project + "/undelete", Map.of()).expectProblem(403, "team.admin");
    admin().post(project + "/undelete", Map.of("name", "digits-2")).expect(200);
    ada.get("/resolve?ref=" + team + "/digits-2/classifier:best").expect(200);
    ada.get(collection + "/versions?state=dead").expectProblem(400, "invalid.state");
    ada.post(collection + "/undelete", Map.of("id", "x")).expectProblem(404, "not-found");
    ada.post(collection + "/undelete", Map.of("name", "..")).expect(400);
  }

  @Test
  void drafts_are_listed_with_who_and_how_much() {
    var draft = Logged.open(ada, collection);
    Logged.upload(ada, draft, "12345");
    var mine = ada.get("/drafts").expect(200);
    assertThat(mine.at("/items/0/id")).isEqualTo(draft);
    assertThat(mine.at("/items/0/bytes")).isEqualTo("5");
    assertThat(mine.at("/items/0/createdBy")).isNotEmpty();

    var all = admin().get("/drafts?team=" + team + "&project=digits&collection=classifier");
    assertThat(all.expect(200).at("/items/0/id")).isEqualTo(draft);
    var other = newTeamPerson(team, "member").api();
    assertThat(other.get("/drafts?team=" + team).json().at("/items")).isEmpty();
    newPerson().api().get("/drafts?team=" + team).expectProblem(404, "not-found");
    ada.get("/drafts?project=digits").expectInvalid("project", "draft.filter");
    ada.get("/drafts?team=a&registry=b").expectInvalid("registry", "draft.filter");
    ada.get("/drafts?team=..").expect(400);
    assertThat(ada.get("/drafts/" + draft).at("/blobs")).isEqualTo("1");
    ada.delete("/drafts/" + draft).expect(204);
    assertThat(ada.get("/drafts").json().at("/items")).isEmpty();
  }

  @Test
  void after_a_removal_history_says_that_it_is_gone() {
    var removed = ada.get("/resolve?ref=" + path + ":best~1").expect(200);
    assertThat(removed.json().has("deleted")).isFalse();
    ada.delete(collection + "/aliases/best").expect(204);

    assertThat(ada.get("/resolve?ref=" + path + ":best~1").at("/deleted")).isEqualTo("true");
    ada.get("/resolve?ref=" + path + ":best~2000-01-01T00:00Z").expectProblem(404, "not-found");
  }

  /// Journey 5.5-8.
  @Test
  void eight_workers_that_compare_and_set_lose_no_update()
      throws InterruptedException, ExecutionException {
    var alias = collection + "/aliases/best";
    var each = 6;
    var refusals = new ArrayList<Future<List<String>>>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var worker = 0; worker < 8; worker++) {
        refusals.add(
            threads.submit(() -> {
              var holders = new ArrayList<String>();
              for (var done = 0; done < each; ) {
                var seen = ada.get(alias).expect(200);
                var next = (Integer.parseInt(seen.at("/version").substring(1)) + 1) % 3;
                var answer =
                    ada.put(alias, Map.of("version", "v" + next), "If-Match", seen.header("ETag"));
                if (answer.status() == 200) {
                  done++;
                } else {
                  holders.add(answer.expectProblem(412, "alias.expected").at("/actual"));
                }
              }
              return holders;
            }));
      }
      for (var refused : refusals) {
        assertThat(refused.get()).allMatch(holder -> holder.matches("v[012]"));
      }
    }

    var moves = ada.get(alias + "/history?limit=1000").expect(200).json().at("/items");
    // The first three came with the commits.
    assertThat(moves).hasSize(8 * each + 3);
    for (var i = 0; i + 1 < moves.size(); i++) {
      assertThat(moves.get(i).path("from").asText())
          .isEqualTo(moves.get(i + 1).path("to").asText());
    }
  }
}
