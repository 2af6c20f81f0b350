// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How the files of two versions differ, over the route.
@QuarkusTest
@NullUnmarked
class DiffIT extends ServerTest {
  private String team;
  private Api ada;
  private String collection;
  private String path;

  @BeforeEach
  void a_collection() {
    team = newTeam();
    ada = newTeamPerson(team, "member").api();
    collection = "/teams/" + team + "/projects/digits/collections/data";
    path = team + "/digits/data";
  }

  @Test
  void every_kind_of_change_is_told_with_both_sides_and_totals() {
    Logged.log(ada, collection, Map.of("b.csv", "old", "gone", "12", "same", "x", "was", "moved"));
    Logged.log(ada, collection, Map.of("a", "new", "b.csv", "newer", "same", "x", "模型", "moved"));

    var diff = ada.get(diff(path + ":v0", path)).expect(200).json();

    assertThat(diff.at("/from/ref").asText()).isEqualTo(path + ":v0");
    assertThat(diff.at("/to/ref").asText()).isEqualTo(path + ":v1");
    assertThat(diff.at("/totals").toString())
        .isEqualTo(
            "{\"added\":2,\"removed\":2,\"changed\":1,\"unchanged\":1,\"moved\":1,"
                + "\"bytesAdded\":13,\"bytesRemoved\":10}");
    var lines = new ArrayList<String>();
    diff.at("/items").forEach(item -> lines.add(item.at("/change").asText() + item.at("/path")));
    assertThat(lines)
        .containsExactly(
            "added\"a\"", "changed\"b.csv\"", "removed\"gone\"", "removed\"was\"", "added\"模型\"");
    assertThat(diff.at("/items/0/before").isNull()).isTrue();
    assertThat(diff.at("/items/1/before/digest").asText()).isEqualTo(Logged.digest("old"));
    assertThat(diff.at("/items/1/after/size").asLong()).isEqualTo(5);
    assertThat(diff.at("/items/3/movedTo").asText()).isEqualTo("模型");
    assertThat(diff.at("/items/4/movedFrom").asText()).isEqualTo("was");
    assertThat(diff.at("/next").isNull()).isTrue();
  }

  @Test
  void pages_give_every_change_once_and_a_version_does_not_differ_from_itself() {
    var files = new TreeMap<String, String>();
    for (var i = 0; i < 25; i++) {
      files.put("f" + i, "a" + i % 3);
    }
    Logged.log(ada, collection, files);
    files.replaceAll((name, content) -> name.endsWith("7") ? "other" : content);
    files.remove("f3");
    Logged.log(ada, collection, files);

    var paths = new ArrayList<String>();
    var route = diff(path + ":v0", path + ":v1") + "&limit=2";
    for (var page = ada.get(route); ; page = ada.get(route + "&cursor=" + page.at("/next"))) {
      page.expect(200).json().at("/items").forEach(item -> paths.add(item.at("/path").asText()));
      assertThat(page.at("/totals/unchanged")).isEqualTo("22");
      if (page.json().at("/next").isNull()) {
        break;
      }
    }

    assertThat(paths).containsExactly("f17", "f3", "f7");
    var same = ada.get(diff(path, path + ":v1")).expect(200);
    assertThat(same.json().at("/items")).isEmpty();
    assertThat(same.at("/totals/unchanged")).isEqualTo("24");
  }

  @Test
  void bad_input_is_refused_and_what_one_may_not_read_is_not_there() {
    Logged.log(ada, collection, Map.of("a", "1")).expect(201);

    ada.get("/diff?to=" + path).expectInvalid("from", "required");
    ada.get("/diff?from=" + path).expectInvalid("to", "required");
    ada.get(diff("nonsense", path)).expectInvalid("from", "ref.grammar");
    ada.get(diff(path, path + "@md5:1")).expectInvalid("to", "ref.grammar");
    ada.get(diff(path, path) + "&limit=0").expectInvalid("limit", "limit.range");
    ada.get(diff(path, path) + "&cursor=%00").expectInvalid("cursor", "cursor.opaque");
    ada.get(diff(path, path + ":v9")).expectProblem(404, "not-found");
    var eve = newPerson().api();
    var unreadable = eve.get(diff(path, path)).expectProblem(404, "not-found");
    var absent = eve.get(diff("nobody/digits/data", path)).expectProblem(404, "not-found");
    assertThat(unreadable.at("/detail")).isEqualTo(absent.at("/detail"));
    anonymous().get(diff(path, path)).expectProblem(401, "unauthenticated");
  }

  @Test
  void a_reader_of_a_model_compares_its_links() {
    var registry = newRegistry();
    var reader = newRegistryPerson(registry, "viewer").api();
    for (var content : new String[] {"one", "two"}) {
      Logged.log(ada, collection, Map.of("a", content)).expect(201);
      admin()
          .post("/registries/" + registry + "/models/digits/links", Map.of("source", path))
          .expect(201);
    }

    var diff = reader.get(diff(registry + "/digits:v0", registry + "/digits:v1")).expect(200);

    assertThat(diff.at("/totals/changed")).isEqualTo("1");
    reader.get(diff(registry + "/digits:v0", path)).expectProblem(404, "not-found");
  }

  private static String diff(String from, String to) {
    return "/diff?from=" + encoded(from) + "&to=" + encoded(to);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
