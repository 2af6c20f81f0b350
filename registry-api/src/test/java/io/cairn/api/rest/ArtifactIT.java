// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// From the first log to the link that everybody pulls, over the routes.
@QuarkusTest
@NullUnmarked
class ArtifactIT extends ServerTest {
  private Api ada;
  private String team;
  private String collection;

  @BeforeEach
  void a_team_with_a_member() {
    team = newTeam();
    ada = newTeamPerson(team, "member").api();
    collection = "/teams/" + team + "/projects/digits/collections/classifier";
  }

  @Test
  void what_was_logged_is_resolved_listed_and_read() {
    var files = Map.of("model/weights.bin", "weights", "ü ber/leer.txt", "");

    var committed = Logged.log(ada, collection, files, "best").expect(201);

    assertThat(committed.json().at("/created").asBoolean()).isTrue();
    assertThat(committed.at("/ref")).isEqualTo(team + "/digits/classifier:v0");
    assertThat(committed.at("/digest")).isEqualTo(Logged.digest(Logged.text(files)));
    assertThat(committed.at("/aliases/0")).isEqualTo("latest");
    assertThat(committed.at("/aliases/1")).isEqualTo("best");
    var resolved = ada.get("/resolve?ref=" + team + "/digits/classifier:best").expect(200);
    assertThat(resolved.at("/id")).isEqualTo(committed.at("/id"));
    var again =
        ada.get(
            "/resolve?ref=" + team + "/digits/classifier:best",
            "If-None-Match",
            resolved.header("ETag"));
    assertThat(again.status()).isEqualTo(304);
    var listed = ada.get("/versions/" + committed.at("/versionId") + "/files").expect(200);
    assertThat(listed.json().at("/items").findValuesAsText("path"))
        .containsExactly("model/weights.bin", "ü ber/leer.txt");
    var browsed = ada.get("/versions/" + committed.at("/versionId") + "/files?folder=");
    assertThat(browsed.json().at("/items").findValuesAsText("path"))
        .containsExactly("model", "ü ber");
    var versions = ada.get(collection + "/versions").expect(200);
    assertThat(versions.json().at("/items")).hasSize(1);
  }

  @Test
  void bytes_come_whole_in_ranges_or_not_at_all() {
    var committed =
        Logged.log(ada, collection, Map.of("a/b.bin", "0123456789", "empty", "")).expect(201);
    var root = "/versions/" + committed.at("/versionId");
    var file = root + "/files/a/b.bin";

    var whole = ada.get(file).expect(200);
    assertThat(whole.text()).isEqualTo("0123456789");
    assertThat(whole.header("ETag")).isEqualTo("\"" + Logged.digest("0123456789") + "\"");
    assertThat(whole.header("Content-Disposition")).startsWith("attachment");
    assertThat(whole.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(whole.header("Content-Type")).isEqualTo("application/octet-stream");
    assertThat(whole.header("Repr-Digest")).startsWith("sha-256=:");
    assertThat(whole.header("Content-Length")).isEqualTo("10");

    var part = ada.get(file, "Range", "bytes=2-4").expect(206);
    assertThat(part.text()).isEqualTo("234");
    assertThat(part.header("Content-Range")).isEqualTo("bytes 2-4/10");
    assertThat(ada.get(file, "Range", "bytes=-3").expect(206).text()).isEqualTo("789");
    var several = ada.get(file, "Range", "bytes=0-1,8-").expect(206);
    assertThat(several.header("Content-Type")).startsWith("multipart/byteranges");
    assertThat(several.text()).contains("bytes 0-1/10").contains("bytes 8-9/10").contains("89");
    var beyond = ada.get(file, "Range", "bytes=10-").expect(416);
    assertThat(beyond.header("Content-Range")).isEqualTo("bytes */10");
    assertThat(ada.get(file, "If-None-Match", whole.header("ETag")).status()).isEqualTo(304);
    assertThat(ada.get(file, "Range", "bytes=2-4", "If-Range", "\"other\"").status())
        .isEqualTo(200);

    var head = ada.send("HEAD", "/api/v1" + file, BodyPublishers.noBody());
    assertThat(head.expect(200).header("Content-Length")).isEqualTo("10");
    assertThat(head.bytes()).isEmpty();
    assertThat(ada.get(root + "/files/empty").expect(200).bytes()).isEmpty();
    var blob = ada.get(root + "/blobs/" + Logged.digest("0123456789")).expect(200);
    assertThat(blob.text()).isEqualTo("0123456789");
    assertThat(blob.header("Cache-Control")).contains("immutable");
    var manifest = ada.get(root + "/manifest").expect(200);
    assertThat(manifest.text())
        .isEqualTo(Logged.text(Map.of("a/b.bin", "0123456789", "empty", "")));
  }

  @Test
  void the_same_content_again_is_found() {
    Logged.log(ada, collection, Map.of("a.bin", "one")).expect(201);

    var again = Logged.log(ada, collection, Map.of("a.bin", "one"), "best").expect(200);

    assertThat(again.json().at("/created").asBoolean(true)).isFalse();
    assertThat(again.at("/version")).isEqualTo("v0");
  }

  @Test
  void what_is_there_need_not_be_sent() {
    var sent = fresh("sent");
    var draft = Logged.open(ada, collection);
    Logged.upload(ada, draft, sent).expect(201);
    Logged.upload(ada, draft, sent).expect(200);

    var missing =
        ada.post(
                "/drafts/" + draft + "/missing",
                Map.of(
                    "blobs",
                    List.of(
                        Map.of("digest", Logged.digest(sent), "size", sent.length()),
                        Map.of("digest", Logged.digest("not sent"), "size", 8))))
            .expect(200);

    assertThat(missing.json().at("/missing")).hasSize(1);
    assertThat(missing.at("/missing/0")).isEqualTo(Logged.digest("not sent"));
  }

  @Test
  void aliases_move_by_compare_and_set_and_keep_their_history() {
    Logged.log(ada, collection, Map.of("a.bin", "one")).expect(201);
    Logged.log(ada, collection, Map.of("a.bin", "two")).expect(201);
    var alias = collection + "/aliases/Best";

    var set = ada.put(alias, Map.of("version", "v0", "expected", "none")).expect(200);
    ada.put(alias, Map.of("version", "v1"), "If-Match", set.header("ETag")).expect(200);

    var stale = ada.put(alias, Map.of("version", "v0", "expected", "v0"));
    assertThat(stale.expectProblem(409, "alias.expected").at("/actual")).isEqualTo("v1");
    ada.put(alias, Map.of("version", "v0"), "If-Match", set.header("ETag"))
        .expectProblem(412, "alias.expected");
    ada.put(alias, Map.of("version", "v0"), "If-None-Match", "*")
        .expectProblem(412, "alias.expected");
    ada.put(collection + "/aliases/latest", Map.of("version", "v0"))
        .expectInvalid("alias", "alias.system");
    ada.delete(alias + "?expected=v0").expectProblem(409, "alias.expected");
    ada.delete(alias).expect(204);
    ada.get(collection + "/aliases/best").expectProblem(404, "not-found");
    var history = ada.get(collection + "/aliases/best/history").expect(200);
    var moves =
        StreamSupport.stream(history.json().at("/items").spliterator(), false)
            .map(move -> move.path("from").asText() + ">" + move.path("to").asText())
            .toList();
    assertThat(moves).containsExactly("v1>null", "v0>v1", "null>v0");
  }

  @Test
  void a_link_publishes_to_readers_of_the_registry_and_hides_its_source() {
    var registry = newRegistry();
    var reader = newRegistryPerson(registry, "viewer").api();
    var member = newRegistryPerson(registry, "member");
    admin()
        .put("/teams/" + team + "/members/" + member.name(), Map.of("role", "member"))
        .expect(200);
    var logged = Logged.log(ada, collection, Map.of("a.bin", "weights"), "best").expect(201);
    var model = "/registries/" + registry + "/models/digits";
    var link = Map.of("source", team + "/digits/classifier:best", "aliases", List.of("staging"));

    ada.post(model + "/links", link).expectProblem(404, "not-found");
    var linked = member.api().post(model + "/links", link).expect(201);
    var again = member.api().post(model + "/links", link).expect(200);

    assertThat(linked.at("/ref")).isEqualTo(registry + "/digits:v0");
    assertThat(linked.at("/digest")).isEqualTo(logged.at("/digest"));
    assertThat(linked.at("/source/path")).isEqualTo(team + "/digits/classifier");
    assertThat(again.at("/id")).isEqualTo(linked.at("/id"));
    var seen = reader.get("/resolve?ref=" + registry + "/digits:staging").expect(200);
    assertThat(seen.json().at("/source").isNull()).isTrue();
    assertThat(reader.get("/versions/" + seen.at("/versionId") + "/files/a.bin").expect(200).text())
        .isEqualTo("weights");
    reader.get("/resolve?ref=" + team + "/digits/classifier:best").expectProblem(404, "not-found");
    member.api().delete(model + "/versions/staging").expect(204);
    reader.get("/versions/" + seen.at("/versionId")).expectProblem(404, "not-found");
    ada.get("/versions/" + seen.at("/versionId")).expect(200);
  }

  @Test
  void deleting_a_version_repairs_latest_and_a_new_log_makes_a_new_one() {
    Logged.log(ada, collection, Map.of("a.bin", "one")).expect(201);
    Logged.log(ada, collection, Map.of("a.bin", "two")).expect(201);

    ada.delete(collection + "/versions/v1").expect(204);

    assertThat(ada.get(collection + "/versions/latest").expect(200).at("/version")).isEqualTo("v0");
    ada.get(collection + "/versions/v1").expectProblem(404, "not-found");
    var again = Logged.log(ada, collection, Map.of("a.bin", "two")).expect(201);
    assertThat(again.at("/version")).isEqualTo("v2");
  }

  @Test
  void a_version_is_edited_upon_the_revision_that_was_read() {
    var logged = Logged.log(ada, collection, Map.of("a.bin", "one")).expect(201);
    var edit = Map.of("description", "better", "addTags", List.of("Fast"));

    var edited =
        ada.patch(collection + "/versions/v0", edit, "If-Match", logged.header("ETag")).expect(200);

    assertThat(edited.at("/description")).isEqualTo("better");
    assertThat(edited.at("/tags/0")).isEqualTo("Fast");
    ada.patch(collection + "/versions/v0", edit, "If-Match", logged.header("ETag"))
        .expectProblem(412, "revision.stale");
  }

  @Test
  void a_renamed_collection_answers_by_both_names_until_the_old_one_is_taken() {
    Logged.log(ada, collection, Map.of("a.bin", "one")).expect(201);
    var project = "/teams/" + team + "/projects/digits";

    ada.patch(collection, Map.of("name", "renamed")).expect(200);

    assertThat(ada.get(collection).expect(200).at("/name")).isEqualTo("renamed");
    assertThat(ada.get("/resolve?ref=" + team + "/digits/classifier").expect(200).at("/path"))
        .isEqualTo(team + "/digits/renamed");
    ada.post(project + "/collections", Map.of("name", "Classifier", "type", "model")).expect(201);
    assertThat(ada.get(collection).expect(200).at("/versions")).isEqualTo("0");
    ada.patch(collection, Map.of("name", "RENAMED")).expectProblem(409, "collection.taken");
  }

  @Test
  void projects_are_made_listed_edited_and_deleted() {
    var projects = "/teams/" + team + "/projects";

    var made = ada.post(projects, Map.of("name", "first", "title", "First")).expect(201);

    ada.post(projects, Map.of("name", "FIRST")).expectProblem(409, "project.taken");
    ada.patch(projects + "/first", Map.of("name", "second"), "If-Match", made.header("ETag"))
        .expect(200);
    ada.patch(projects + "/first", Map.of("title", "x"), "If-Match", made.header("ETag"))
        .expectProblem(412, "revision.stale");
    assertThat(ada.get(projects).expect(200).at("/items/0/name")).isEqualTo("second");
    ada.delete(projects + "/second").expectProblem(403, "team.admin");
    admin().delete(projects + "/second").expect(204);
    ada.get(projects + "/second").expectProblem(404, "not-found");
  }

  @Test
  void nobody_is_let_in_without_a_key_or_with_too_little_scope() {
    anonymous().get("/resolve?ref=a/b").expectProblem(401, "unauthenticated");
    anonymous().get(collection + "/versions").expectProblem(401, "unauthenticated");
    anonymous().post(collection + "/drafts", Map.of()).expectProblem(401, "unauthenticated");
    var viewer = newTeamPerson(team, "viewer").api();
    viewer.post(collection + "/drafts", Map.of("type", "model")).expectProblem(403, "team.member");
  }
}
