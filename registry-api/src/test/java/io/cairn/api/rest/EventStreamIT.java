// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@NullUnmarked
class EventStreamIT extends ServerTest {
  private String team;
  private String collection;
  private String route;
  private Person ada;

  @BeforeEach
  void a_model_with_two_versions() {
    team = newTeam();
    ada = newTeamPerson(team, "member");
    collection = team + "/digits/model";
    route = "/teams/" + team + "/projects/digits/collections/model";
    Logged.log(ada.api(), route, Map.of("w", "one " + team)).expect(201);
    Logged.log(ada.api(), route, Map.of("w", "two " + team)).expect(201);
  }

  @Test
  void a_pipeline_follows_the_moves_of_one_model_each_once_and_in_order() {
    try (var reader = new EventReader(ada.api(), "?kind=alias.moved&in=" + collection)) {
      assertThat(reader.status()).isEqualTo(200);
      assertThat(reader.header("Content-Type")).startsWith("text/event-stream");
      reader.awaitComment();
      Logged.log(ada.api(), route + "2", Map.of("w", "elsewhere " + team)).expect(201);
      for (var i = 0; i < 6; i++) {
        move(ada.api(), "production", i % 2);
      }

      var came = reader.await(6);

      assertThat(came)
          .extracting(event -> event.data().at("/data/to").asInt())
          .containsExactly(0, 1, 0, 1, 0, 1);
      assertThat(came)
          .allSatisfy(event -> {
            assertThat(event.data().path("kind").asText()).isEqualTo("alias.moved");
            assertThat(event.data().path("path").asText()).isEqualTo(collection);
            assertThat(event.data().path("actor").asText()).isEqualTo(ada.name());
            assertThat(event.id()).isEqualTo(event.data().path("seq").asText());
          });
      assertThat(reader.rest()).isEmpty();
    }
  }

  @Test
  void a_reader_that_was_away_goes_on_after_the_last_event_that_it_saw() {
    var filter = "kind=alias.moved&in=" + collection;
    var ids = new ArrayList<String>();
    try (var reader = new EventReader(ada.api(), "?after=0&" + filter)) {
      move(ada.api(), "production", 0);
      reader.await(3).forEach(event -> ids.add(event.id()));
    }
    for (var i = 1; i < 5; i++) {
      move(ada.api(), "production", i % 2);
    }

    try (var reader =
        new EventReader(ada.api(), "?after=0&" + filter, "Last-Event-ID", ids.getLast())) {
      reader.await(4).forEach(event -> ids.add(event.id()));
    }

    assertThat(ids).doesNotHaveDuplicates().hasSize(7);
    assertThat(ids).isSortedAccordingTo(Comparator.comparing(Long::valueOf));
    assertThat(seqs(ada.api(), "/events?limit=1000&" + filter)).isEqualTo(ids);
  }

  @Test
  void a_revoked_key_ends_its_streams() {
    var id = admin().post("/keys", Map.of("user", ada.name(), "name", "ci")).expect(201);
    var ci = admin().as(id.at("/key"));
    try (var reader = new EventReader(ci, "")) {
      reader.awaitComment();

      admin().delete("/keys/" + id.at("/id")).expect(204);

      assertThat(reader.hasEndedWithin(5)).isTrue();
    }
  }

  @Test
  void a_lost_right_ends_what_follows_that_place_and_hides_it_in_what_follows_all() {
    try (var place = new EventReader(ada.api(), "?in=" + team);
        var all = new EventReader(ada.api(), "")) {
      place.awaitComment();
      all.awaitComment();

      admin().delete("/teams/" + team + "/members/" + ada.name()).expect(204);
      move(admin(), "production", 0);

      assertThat(place.hasEndedWithin(5)).isTrue();
      assertThat(all.hasEndedWithin(1)).isFalse();
      assertThat(all.rest())
          .noneMatch(event -> event.data().path("kind").asText().equals("alias.moved"));
    }
  }

  @Test
  void nobody_is_told_of_what_he_may_not_read() {
    var other = newTeamPerson(newTeam(), "member").api();

    assertThat(texts(other, "/events?limit=1000&after=" + before(), "path"))
        .noneMatch(path -> path.startsWith(team));
    other.get("/events?in=" + collection).expect(404);
    assertThat(new EventReader(other, "?in=" + collection).status()).isEqualTo(404);
    assertThat(new EventReader(other, "?in=" + team).status()).isEqualTo(404);
    assertThat(new EventReader(anonymous(), "").status()).isEqualTo(401);
    assertThat(texts(ada.api(), "/events?limit=1000&kind=user.*", "kind")).isEmpty();
    assertThat(texts(admin(), "/events?limit=1000&kind=user.*&after=" + before(), "kind"))
        .isNotEmpty()
        .allMatch(kind -> kind.startsWith("user."));
  }

  @Test
  void filters_choose_by_kind_place_and_subject() {
    ada.api().post("/teams/" + team + "/projects/digits/runs", Map.of("id", "r")).expect(201);
    move(ada.api(), "production", 0);
    var all = "/events?limit=1000";

    assertThat(texts(ada.api(), all + "&in=" + collection, "kind"))
        .containsExactly(
            "collection.created",
            "alias.moved",
            "version.created",
            "alias.moved",
            "version.created",
            "alias.moved");
    assertThat(texts(ada.api(), all + "&in=" + team + "/digits", "kind"))
        .contains("project.created", "version.created", "run.created");
    assertThat(texts(ada.api(), all + "&in=" + team + "/digits/runs/r", "kind"))
        .containsExactly("run.created");
    assertThat(texts(ada.api(), all + "&in=" + team + "&kind=run.*&kind=team.created", "kind"))
        .containsExactly("team.created", "run.created");
    var event = ada.api().get(all + "&kind=run.created&in=" + team).expect(200);
    assertThat(texts(ada.api(), all + "&subject=" + event.at("/items/0/subjectId"), "path"))
        .containsExactly(team + "/digits/runs/r");
    assertThat(event.json().path("next").isNull()).isTrue();
    assertThat(event.json().path("through").asLong()).isPositive();
  }

  @Test
  void a_model_is_followed_through_its_rename() {
    ada.api().patch(route, Map.of("name", "renamed")).expect(200);

    var kinds = texts(ada.api(), "/events?limit=1000&in=" + team + "/digits/renamed", "kind");

    assertThat(kinds).startsWith("collection.created").endsWith("collection.updated");
  }

  @Test
  void a_user_has_a_bounded_number_of_streams() throws Exception {
    var someone = newTeamPerson(team, "viewer").api();
    var readers = new ArrayList<EventReader>();
    try {
      for (var i = 0; i < 16; i++) {
        readers.add(new EventReader(someone, ""));
        assertThat(readers.getLast().status()).isEqualTo(200);
      }
      var refused = someone.get("/events/stream");
      assertThat(refused.expect(429).header("Retry-After")).isNotEmpty();
      try (var ofAnother = new EventReader(ada.api(), "")) {
        assertThat(ofAnother.status()).isEqualTo(200);
      }

      readers.removeFirst().close();

      assertThat(opensAgain(someone)).isTrue();
    } finally {
      readers.forEach(EventReader::close);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "after=-1, after, after.range",
    "after=x, after, after.range",
    "after=99999999999999999999, after, after.range",
    "kind=Alias, kind, kind.grammar",
    "kind=a.b%25, kind, kind.grammar",
    "in=a/b/c/d/e, in, in.path",
    "in=a%20b, in, name.grammar",
    "subject=x, subject, subject.grammar"
  })
  void a_bad_question_is_refused_by_field_and_rule(String query, String field, String rule) {
    ada.api().get("/events?" + query).expectInvalid(field, rule);
    ada.api().get("/events/stream?" + query).expectInvalid(field, rule);
  }

  @Test
  void a_bad_last_event_id_is_refused() {
    ada.api()
        .get("/events/stream", "Last-Event-ID", "x")
        .expectInvalid("Last-Event-ID", "Last-Event-ID.range");
    ada.api().get("/events?limit=0").expectInvalid("limit", "limit.range");
    ada.api().get("/events?" + "kind=a.b&".repeat(21)).expectInvalid("kind", "kind.count");
    ada.api().get("/events?in=" + team + "/digits/none").expect(404);
    ada.api().get("/events?subject=" + UUID.randomUUID()).expect(200);
  }

  private boolean opensAgain(Api api) throws InterruptedException {
    for (var i = 0; i < 100; i++) {
      try (var reader = new EventReader(api, "")) {
        if (reader.status() == 200) {
          return true;
        }
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return false;
  }

  private void move(Api api, String alias, int to) {
    api.put(route + "/aliases/" + alias, Map.of("version", "v" + to)).expect(200);
  }

  /// A place before which other tests may have left a lot.
  private long before() {
    var seqs = seqs(ada.api(), "/events?limit=1&in=" + team);
    return Long.parseLong(seqs.getFirst()) - 5;
  }

  private static List<String> seqs(Api api, String path) {
    return texts(api, path, "seq");
  }

  private static List<String> texts(Api api, String path, String field) {
    var items = api.get(path).expect(200).json().at("/items");
    return StreamSupport.stream(items.spliterator(), false)
        .map((JsonNode event) -> event.path(field).asText())
        .toList();
  }
}
