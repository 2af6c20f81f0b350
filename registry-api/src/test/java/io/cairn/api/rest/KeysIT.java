// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.ServerTest;
import io.cairn.core.time.Timeline;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class KeysIT extends ServerTest {
  @Test
  void a_key_is_shown_once_and_never_again() {
    var person = newPerson();
    var made = person.api().post("/keys", Map.of("name", "laptop")).expect(201);
    var key = made.at("/key");

    var listed = person.api().get("/keys").expect(200);

    assertThat(key).matches("crn_p_[0-9A-Za-z]{34}_[0-9A-Za-z]{6}");
    assertThat(listed.text()).doesNotContain(key).contains(key.substring(43));
    assertThat(listed.json().at("/items/0").has("key")).isFalse();
    assertThat(listed.at("/items/0/prefix")).isEqualTo(key.substring(0, 10));
    assertThat(listed.at("/items/0/name")).isEqualTo("laptop");
    assertThat(admin().get("/events?limit=1000").text()).doesNotContain(key);
  }

  @Test
  void a_revoked_key_is_401_at_once() {
    var person = newPerson();
    var made = person.api().post("/keys", Map.of()).expect(201);
    var other = api(made.at("/key"));
    other.get("/whoami").expect(200);

    person.api().delete("/keys/" + made.at("/id")).expect(204);

    other.get("/whoami").expectProblem(401, "unauthenticated");
    person.api().get("/whoami").expect(200);
  }

  @Test
  void a_disabled_users_keys_are_401_at_once() {
    var person = newPerson();
    person.api().get("/whoami").expect(200);

    admin().patch("/users/" + person.name(), Map.of("disabled", true)).expect(200);
    person.api().get("/whoami").expectProblem(401, "unauthenticated");

    admin().patch("/users/" + person.name(), Map.of("disabled", false)).expect(200);
    person.api().get("/whoami").expect(200);
  }

  @Test
  void the_hub_form_of_a_key_is_the_same_key() {
    var person = newPerson();

    var self = api("hf_" + person.api().key()).get("/whoami").expect(200);

    assertThat(self.at("/user")).isEqualTo(person.name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hf_hf_KEY", "KEYx", "crn_p_", "x KEY"})
  void what_is_not_quite_a_key_is_401(String form) {
    var key = form.replace("KEY", newPerson().api().key());

    api(key).get("/whoami").expectProblem(401, "unauthenticated");
  }

  @Test
  void a_key_in_the_url_is_not_looked_at() {
    var key = newPerson().api().key();

    anonymous().get("/whoami?api_key=" + key + "&access_token=" + key).expect(401);
  }

  @ParameterizedTest
  @CsvSource({
    "read, 200, 403, 403",
    "write, 403, 403, 403",
    "read+write, 200, 403, 403",
    "read+admin, 200, 201, 201"
  })
  void a_key_gives_its_scopes_and_no_more(String scopes, int whoami, int key, int team) {
    var owner = admin();
    var made = owner.post("/keys", Map.of("scopes", List.of(scopes.split("\\+", -1)))).expect(201);
    var limited = api(made.at("/key"));

    limited.get("/whoami").expect(whoami);
    limited.post("/keys", Map.of()).expect(key);
    limited.post("/teams", Map.of("name", fresh("team"))).expect(team);
  }

  @Test
  void a_scope_that_the_key_lacks_cannot_be_passed_on() {
    var made = admin().post("/keys", Map.of("scopes", List.of("read", "admin"))).expect(201);

    api(made.at("/key"))
        .post("/keys", Map.of("scopes", List.of("write")))
        .expectProblem(403, "key.scope");
  }

  @Test
  void keys_of_others_are_for_installation_admins() {
    var ada = newPerson();
    var bob = newPerson();
    var id = ada.api().get("/keys").at("/items/0/id");

    bob.api().post("/keys", Map.of("user", ada.name())).expectProblem(403, "installation.admin");
    bob.api().get("/keys?user=" + ada.name()).expectProblem(403, "installation.admin");
    bob.api().delete("/keys/" + id).expectProblem(404, "not-found");

    admin().get("/keys?user=" + ada.name()).expect(200);
    ada.api().get("/whoami").expect(200);
  }

  @Test
  void a_key_that_is_not_there_is_the_same_as_anothers() {
    var ada = newPerson();
    var bob = newPerson();
    var id = ada.api().get("/keys").at("/items/0/id");

    var hidden = bob.api().delete("/keys/" + id).expect(404);
    var missing = bob.api().delete("/keys/" + UUID.randomUUID()).expect(404);

    assertThat(Refusals.sameButForId(hidden, missing)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "{\"scopes\":[\"root\"]}|scopes|scope.unknown",
        "{\"scopes\":[]}|scopes|scope.some",
        "{\"scopes\":[null]}|scopes|required",
        "{\"expiresAt\":\"2001-01-01T00:00:00Z\"}|expiresAt|time.future",
        "{\"expiresAt\":\"2099-01-01T00:00:00\"}|expiresAt|time.grammar",
        "{\"name\":\" x\"}|name|title.grammar",
        "{\"user\":\"..\"}|user|name.grammar",
        "{\"key\":\"crn_p_mine\"}|key|json.unknown-field",
        "{\"id\":\"1\"}|id|json.unknown-field",
        "{\"createdAt\":\"2001-01-01T00:00:00Z\"}|createdAt|json.unknown-field",
      })
  void bad_requests_name_field_and_rule(String body, String field, String rule) {
    var person = newPerson();

    person.api().post("/keys", body).expectInvalid(field, rule);

    assertThat(person.api().get("/keys").json().at("/items")).hasSize(1);
  }

  @Test
  void a_short_lived_key_says_so() {
    var soon = Timeline.system().now().plusSeconds(600).toString();

    var made = newPerson().api().post("/keys", Map.of("expiresAt", soon)).expect(201);

    assertThat(made.at("/key")).startsWith("crn_t_");
  }

  @Test
  void a_service_account_has_keys_of_its_own_kind() {
    var name = fresh("ci");
    admin().post("/users", Map.of("name", name, "kind", "service")).expect(201);

    var key = admin().post("/keys", Map.of("user", name)).expect(201).at("/key");

    assertThat(key).startsWith("crn_s_");
    assertThat(api(key).get("/whoami").expect(200).at("/kind")).isEqualTo("service");
  }
}
