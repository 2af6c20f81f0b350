// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.Answer;
import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class NamespacesIT extends ServerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "..|name.grammar",
        ".|name.grammar",
        "a/..|name.grammar",
        "%2e%2e|name.grammar",
        "a\\\\b|name.grammar",
        "CON|name.device",
        "nul.txt|name.device",
        "a.|name.dots",
        "a..b|name.dots",
        "a.lock|name.dots",
        "-rf|name.grammar",
        "ａ|name.grammar",
        "e\\u0301|name.grammar",
        "x\\u202Ey|name.grammar",
        "x\\u200By|name.grammar",
        "x\\u0000y|name.grammar",
        "api|name.reserved",
        "wandb-registry-model|name.reserved",
      })
  void a_name_outside_the_grammar_is_refused(String name, String rule) {
    for (var route : List.of("/teams", "/registries")) {
      admin().post(route, "{\"name\":\"" + name + "\"}").expectInvalid("name", rule);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/teams", "/registries", "/users"})
  void a_name_is_required_and_bounded(String route) {
    admin().post(route, "{}").expectInvalid("name", "required");
    admin().post(route, "{\"name\":null}").expectInvalid("name", "required");
    admin().post(route, "").expectInvalid("body", "required");
    admin().post(route, Map.of("name", "a".repeat(129))).expectInvalid("name", "name.grammar");
    admin().post(route, "{\"name\":1}").expect(400);
    admin().post(route, "[]").expect(400);
    admin().post(route, "{\"name\":\"a\",\"name\":\"b\"}").expect(400);
  }

  @ParameterizedTest
  @CsvSource({
    "/teams, id",
    "/teams, createdAt",
    "/teams, kind",
    "/teams, open",
    "/registries, id",
    "/registries, deletedAt",
    "/registries, members",
    "/users, id",
    "/users, disabled",
    "/users, createdAt"
  })
  void what_the_server_owns_cannot_be_given(String route, String field) {
    var name = fresh("n");

    admin()
        .post(route, Map.of("name", name, field, "x"))
        .expectInvalid(field, "json.unknown-field");

    admin().get(route + "/" + name).expect(404);
  }

  @Test
  void a_taken_name_is_409_in_whatever_case_and_kind() {
    var team = newTeam();
    var registry = newRegistry();
    var person = newPerson();

    for (var name : List.of(team, team.toUpperCase(Locale.ROOT), registry)) {
      admin().post("/teams", Map.of("name", name)).expectProblem(409, "name.taken");
      admin().post("/registries", Map.of("name", name)).expectProblem(409, "name.taken");
    }
    admin()
        .post("/users", Map.of("name", person.name().toUpperCase(Locale.ROOT)))
        .expectProblem(409, "name.taken");
  }

  @Test
  void only_installation_admins_make_teams_registries_and_users() {
    var person = newPerson();

    for (var route : List.of("/teams", "/registries", "/users")) {
      person.api().post(route, Map.of("name", fresh("n"))).expectProblem(403, "installation.admin");
    }
  }

  @Test
  void a_hidden_namespace_answers_every_method_as_one_that_is_not_there() {
    var team = newTeam();
    var registry = newRegistry();
    var outsider = newPerson();

    for (var call : calls("teams")) {
      assertHidden(outsider.api(), call, team, fresh("nothing"));
    }
    for (var call : calls("registries")) {
      assertHidden(outsider.api(), call, registry, fresh("nothing"));
      // A team is no registry, and the other way round: nothing tells that the name is used.
      assertHidden(outsider.api(), call, team, fresh("nothing"));
    }
    assertHidden(
        outsider.api(),
        (api, name) -> api.get("/registries/" + name + "/protected-aliases"),
        registry,
        fresh("nothing"));
    assertHidden(
        outsider.api(),
        (api, name) -> api.put("/registries/" + name + "/protected-aliases/x", ""),
        registry,
        fresh("nothing"));
  }

  private static List<BiFunction<Api, String, Answer>> calls(String kind) {
    return List.of(
        (api, name) -> api.get("/" + kind + "/" + name),
        (api, name) -> api.send("HEAD", "/api/v1/" + kind + "/" + name, BodyPublishers.noBody()),
        (api, name) -> api.patch("/" + kind + "/" + name, Map.of("title", "x")),
        (api, name) -> api.get("/" + kind + "/" + name + "/members"),
        (api, name) ->
            api.put("/" + kind + "/" + name + "/members/admin", Map.of("role", "viewer")),
        (api, name) -> api.delete("/" + kind + "/" + name + "/members/admin"));
  }

  private static void assertHidden(
      Api outsider, BiFunction<Api, String, Answer> call, String hidden, String missing) {
    var ofHidden = call.apply(outsider, hidden);
    var ofMissing = call.apply(outsider, missing);

    assertThat(ofHidden.status()).as(ofHidden.text()).isEqualTo(404);
    assertThat(Refusals.sameButForId(ofHidden, ofMissing))
        .as("%s%n%s", ofHidden.text(), ofMissing.text())
        .isTrue();
  }

  @Test
  void lists_and_pages_of_an_outsider_do_not_change_when_hidden_things_come() {
    var outsider = newPerson();
    newRegistry();
    var before = lists(outsider.api());

    newTeam();
    newRegistry();
    newPerson();

    assertThat(lists(outsider.api())).isEqualTo(before);
  }

  private static List<String> lists(Api api) {
    return List.of(
        api.get("/teams").expect(200).text(),
        api.get("/registries?limit=1000").expect(200).text(),
        api.get("/users").expect(200).text(),
        api.get("/whoami").expect(200).text());
  }

  @Test
  void an_open_registry_is_read_by_all_and_changed_by_its_own() {
    var registry = fresh("open");
    admin().post("/registries", Map.of("name", registry, "open", true)).expect(201);
    var person = newPerson();

    assertThat(person.api().get("/registries/" + registry).expect(200).at("/open"))
        .isEqualTo("true");
    person
        .api()
        .patch("/registries/" + registry, Map.of("open", false))
        .expectProblem(403, "registry.admin");

    admin().patch("/registries/" + registry, Map.of("open", false)).expect(200);
    person.api().get("/registries/" + registry).expect(404);
  }

  @Test
  void a_renamed_registry_answers_to_both_names_until_the_old_one_is_taken() {
    var registry = newRegistry();
    var renamed = fresh("renamed");

    admin().patch("/registries/" + registry, Map.of("name", renamed)).expect(200);
    assertThat(admin().get("/registries/" + registry).expect(200).at("/name")).isEqualTo(renamed);

    admin().post("/teams", Map.of("name", registry)).expect(201);
    admin().get("/registries/" + registry).expect(404);
    admin().get("/registries/" + renamed).expect(200);
  }

  @Test
  void members_come_and_go_by_the_admins_of_the_place() {
    var team = newTeam();
    var boss = newTeamPerson(team, "admin");
    var member = newTeamPerson(team, "member");
    var ada = newPerson();
    var path = "/teams/" + team + "/members/" + ada.name();

    member.api().put(path, Map.of("role", "viewer")).expectProblem(403, "team.admin");
    ada.api().get("/teams/" + team).expect(404);

    boss.api().put(path, Map.of("role", "viewer")).expect(200);
    ada.api().get("/teams/" + team).expect(200);
    assertThat(ada.api().get("/whoami").at("/teams/0/team")).isEqualTo(team);

    boss.api().delete(path).expect(204);
    ada.api().get("/teams/" + team).expect(404);
    boss.api().delete(path).expectProblem(404, "not-found");
    boss.api().put(path, Map.of("role", "owner")).expectInvalid("role", "role.unknown");
    boss.api()
        .put("/teams/" + team + "/members/" + fresh("nobody"), Map.of("role", "viewer"))
        .expectProblem(404, "not-found");
  }

  @Test
  void an_auditor_reads_all_and_changes_nothing() {
    var team = newTeam();
    var registry = newRegistry();
    var auditor = newPerson();
    admin().patch("/users/" + auditor.name(), Map.of("role", "auditor")).expect(200);
    admin()
        .put("/teams/" + team + "/members/" + auditor.name(), Map.of("role", "admin"))
        .expect(200);
    var api = auditor.api();

    api.get("/teams/" + team + "/members").expect(200);
    api.get("/registries/" + registry + "/protected-aliases").expect(200);
    api.get("/users").expect(200);
    api.get("/keys?user=admin").expect(200);

    api.patch("/teams/" + team, Map.of("title", "x")).expectProblem(403, "team.admin");
    api.put("/registries/" + registry + "/protected-aliases/x", "")
        .expectProblem(403, "registry.admin");
    api.post("/teams", Map.of("name", fresh("t"))).expectProblem(403, "installation.admin");
    api.patch("/users/" + auditor.name(), Map.of("role", "admin"))
        .expectProblem(403, "installation.admin");
  }

  @Test
  void lists_are_cut_by_cursor() {
    var person = newPerson();
    var teams = new ArrayList<String>();
    for (var i = 0; i < 3; i++) {
      var team = newTeam();
      admin()
          .put("/teams/" + team + "/members/" + person.name(), Map.of("role", "viewer"))
          .expect(200);
      teams.add(team);
    }

    var seen = new ArrayList<String>();
    var path = "/teams?limit=2";
    for (var page = person.api().get(path).expect(200); ; ) {
      page.json().get("items").forEach(item -> seen.add(item.get("name").asText()));
      if (page.json().get("next").isNull()) {
        break;
      }
      page = person.api().get(path + "&cursor=" + page.at("/next")).expect(200);
    }

    assertThat(seen).containsExactlyElementsOf(teams);
    person.api().get("/teams?cursor=~").expectInvalid("cursor", "cursor.opaque");
    person.api().get("/teams?limit=0").expectInvalid("limit", "limit.range");
    person.api().get("/teams?limit=x").expectInvalid("limit", "limit.range");
  }

  @Test
  void protected_aliases_are_listed_set_and_removed() {
    var registry = newRegistry();
    var path = "/registries/" + registry + "/protected-aliases";
    var viewer = newRegistryPerson(registry, "viewer");

    admin().put(path + "/Production", "").expect(204);
    admin().put(path + "/production", "").expect(204);
    admin().put(path + "/staging", "").expect(204);

    assertThat(viewer.api().get(path).expect(200).json().findValuesAsText("alias"))
        .containsExactly("Production", "staging");
    admin().delete(path + "/PRODUCTION").expect(204);
    admin().delete(path + "/production").expectProblem(404, "not-found");
    admin().put(path + "/latest", "").expectInvalid("alias", "alias.system");
    admin().put(path + "/v3", "").expectInvalid("alias", "label.index");
    admin().put(path + "/a%3Ab", "").expectInvalid("alias", "label.grammar");
    assertThat(viewer.api().get(path).json().findValuesAsText("alias")).containsExactly("staging");
  }

  @Test
  void a_user_sees_oneself_and_whom_one_meets() {
    var team = newTeam();
    var ada = newTeamPerson(team, "viewer");
    var bob = newTeamPerson(team, "member");
    var stranger = newPerson();

    var names = ada.api().get("/users").expect(200).json().get("items").findValuesAsText("name");

    assertThat(names).containsExactlyInAnyOrder(ada.name(), bob.name());
    ada.api().get("/users/" + bob.name()).expect(200);
    var hidden = ada.api().get("/users/" + stranger.name());
    var missing = ada.api().get("/users/" + fresh("nobody"));
    assertThat(Refusals.sameButForId(hidden, missing)).isTrue();
  }

  @Test
  void changes_are_events_for_those_who_may_read_the_place() {
    var registry = newRegistry();
    var viewer = newRegistryPerson(registry, "viewer");
    var alias = "/registries/" + registry + "/protected-aliases/production";
    admin().put(alias, "").expect(204);
    admin().patch("/registries/" + registry, Map.of("open", false)).expect(200);
    admin().delete(alias).expect(204);

    var events = viewer.api().get("/events?limit=1000").expect(200);

    assertThat(events.json().get("items").findValuesAsText("kind"))
        .containsSubsequence(
            "registry.created",
            "registry.member-set",
            "registry.alias-protected",
            "registry.changed",
            "registry.alias-unprotected");
    // Registries of other tests may be open to all, so an outsider may see other events.
    var id = admin().get("/registries/" + registry).at("/id");
    assertThat(events.text()).contains(id);
    assertThat(newPerson().api().get("/events?limit=1000").expect(200).text()).doesNotContain(id);
  }

  @Test
  void a_deleted_namespace_is_gone_and_its_name_is_free() {
    for (var kind : List.of("teams", "registries")) {
      var name = kind.equals("teams") ? newTeam() : newRegistry();
      var path = "/" + kind + "/" + name;
      var boss = newPerson();
      admin().put(path + "/members/" + boss.name(), Map.of("role", "admin")).expect(200);
      var member = newPerson();
      admin().put(path + "/members/" + member.name(), Map.of("role", "member")).expect(200);

      member.api().delete(path).expect(403);
      boss.api().delete(path).expect(204);

      admin().get(path).expect(404);
      boss.api().get(path).expect(404);
      boss.api().delete(path).expect(404);
      assertThat(boss.api().get("/whoami").json().get(kind)).isEmpty();
      admin().post("/" + kind, Map.of("name", name)).expect(201);
      boss.api().get(path).expect(404);
    }
  }
}
