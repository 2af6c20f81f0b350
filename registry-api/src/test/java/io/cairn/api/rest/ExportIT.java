// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.Answer;
import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.cairn.core.content.Digest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The routes of export and import, on a server that is in use: it can be exported, and refuses
/// every import.
@QuarkusTest
class ExportIT extends ServerTest {
  private static final String HEX =
      "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

  @Test
  void all_facts_come_as_one_stream_that_says_where_it_ends() {
    var team = newTeam();
    var ada = newTeamPerson(team, "member");
    var path = "/teams/" + team + "/projects/digits/collections/classifier";
    var logged = Logged.log(ada.api(), path, Map.of("a/ü.bin", "one"), "best").expect(201);

    var lines = admin().get("/export/facts").expect(200).text().lines().toList();

    assertThat(lines.getFirst()).startsWith("[\"export\",{\"format\":\"export/1\"");
    assertThat(lines.getLast()).startsWith("[\"end\",{\"digest\":\"sha256:");
    assertThat(lines).anyMatch(line -> line.contains("\"name\":\"" + team + "\""));
    assertThat(lines).anyMatch(line -> line.contains("\"manifest\":\"" + logged.at("/digest")));
    assertThat(lines)
        .contains("{\"digest\":\"" + Logged.digest("one") + "\",\"size\":3}")
        .noneMatch(line -> line.contains(ada.api().key()) || line.contains("\"hash\""));
    assertThat(lines).filteredOn(line -> line.startsWith("[")).hasSizeGreaterThan(20);
  }

  @Test
  void an_export_is_an_event_with_its_digest() {
    var exported = admin().get("/export/facts").expect(200).text();

    var digest = exported.substring(exported.lastIndexOf("[\"end\"")).split("\"", 8)[5];
    var after = admin().get("/events?limit=1000");
    while (after.json().get("next") != null && !after.json().get("next").isNull()) {
      after = admin().get("/events?limit=1000&after=" + after.json().get("next"));
    }
    assertThat(after.text()).contains("installation.exported").contains(digest);
  }

  @Test
  void blobs_come_by_digest_alone_and_say_who_needs_them() {
    var team = newTeam();
    var ada = newTeamPerson(team, "member").api();
    var content = "needed " + team;
    Logged.log(
            ada, "/teams/" + team + "/projects/p/collections/c", Map.of("a.bin", content), "best")
        .expect(201);
    var blob = "/export/blobs/" + Logged.digest(content);

    var whole = admin().get(blob).expect(200);
    var part = admin().get(blob, "Range", "bytes=3-").expect(206);
    var versions = admin().get(blob + "/versions").expect(200);

    assertThat(whole.text()).isEqualTo(content);
    assertThat(part.text()).isEqualTo(content.substring(3));
    assertThat(versions.at("/versions/0")).isEqualTo(team + "/p/c:v0");
  }

  @Test
  void a_blob_that_is_gone_or_cut_short_is_told_before_the_first_byte() throws IOException {
    var team = newTeam();
    var ada = newTeamPerson(team, "member").api();
    var content = "to be cut " + team;
    Logged.log(
            ada, "/teams/" + team + "/projects/p/collections/c", Map.of("a.bin", content), "best")
        .expect(201);
    var digest = Logged.digest(content);
    var file = stored(digest.substring("sha256:".length()));

    Files.writeString(file, "to be");
    admin().get("/export/blobs/" + digest).expectProblem(500, "blob.corrupt");
    Files.delete(file);
    admin().get("/export/blobs/" + digest).expect(404);

    Logged.upload(ada, Logged.open(ada, "/teams/" + team + "/projects/p/collections/c"), content)
        .expect(200);
    admin().get("/export/blobs/" + digest).expect(200);
  }

  @Test
  void who_may_not_is_refused() {
    var member = newPerson().api();
    var reader = admin().post("/keys", Map.of("scopes", List.of("read", "write"))).expect(201);

    for (var path :
        List.of("/export/facts", "/export/blobs/" + HEX, "/export/blobs/" + HEX + "/versions")) {
      member.get(path).expectProblem(403, "installation.admin");
      api(reader.at("/key")).get(path).expectProblem(403, "key.scope");
    }
    for (var caller : List.of(member, auditor())) {
      caller
          .put("/imports/" + digestOf(files()), begin(files()))
          .expectProblem(403, "installation.admin");
      var route = "/imports/" + HEX;
      caller
          .post(route + "/missing", Map.of("blobs", List.of()))
          .expectProblem(403, "installation.admin");
      caller
          .putBytes(route + "/blobs/" + HEX, new byte[1])
          .expectProblem(403, "installation.admin");
      caller.post(route + "/commit", Map.of()).expectProblem(403, "installation.admin");
      frames(caller, route).expectProblem(403, "installation.admin");
    }
    auditor().get("/export/facts").expect(200);
  }

  @Test
  void a_server_in_use_takes_no_import() {
    newTeam();

    var refused = admin().put("/imports/" + digestOf(files()), begin(files()));

    refused.expectProblem(409, "import.not-empty");
  }

  @Test
  void an_routethat_nobody_began_takes_nothing() {
    var route = "/imports/" + HEX;

    admin().post(route + "/missing", Map.of("blobs", List.of())).expect(404);
    admin().putBytes(route + "/blobs/" + HEX, new byte[1]).expect(404);
    admin().post(route + "/commit", Map.of()).expect(404);
    frames(admin(), route).expect(404);
  }

  @ParameterizedTest
  @CsvSource({
    "GET /export/blobs/nothing, digest",
    "GET /export/blobs/sha256:12, digest",
    "GET /export/blobs/nothing/versions, digest",
    "POST /imports/nothing/commit, digest",
  })
  void a_digest_that_is_none_is_named(String route, String field) {
    var parts = route.split(" ", 2);

    var answer = parts[0].equals("GET") ? admin().get(parts[1]) : admin().post(parts[1], Map.of());

    answer.expectInvalid(field, "digest.grammar");
  }

  @Test
  void a_description_against_the_rules_names_the_field() {
    var files = files();
    var digest = digestOf(files);

    begin(digest, Map.of()).expectInvalid("format", "required");
    begin(digest, Map.of("format", "export/9", "facts", files))
        .expectInvalid("format", "export.format");
    begin(digest, Map.of("format", "export/1")).expectInvalid("facts", "required");
    begin(digest, Map.of("format", "export/1", "facts", files.subList(1, files.size())))
        .expectInvalid("facts", "facts.files");
    begin(HEX, begin(files)).expectInvalid("digest", "export.digest");
    begin("nothing", begin(files)).expectInvalid("digest", "digest.grammar");
    begin(digest, begin(with(files, "file", "/etc/passwd"))).expectInvalid("file", "facts.files");
    begin(digest, begin(with(files, "file", "facts/../x.ndjson")))
        .expectInvalid("facts", "facts.files");
    begin(digest, begin(with(files, "rows", -1))).expectInvalid("rows", "rows.range");
    begin(digest, begin(with(files, "sha256", "12"))).expectInvalid("sha256", "digest.grammar");
    begin(digest, Map.of("format", "export/1", "facts", files, "more", 1)).expect(400);
  }

  @Test
  void questions_for_blobs_against_the_rules_name_the_field() {
    var route = "/imports/" + HEX;
    var many = new ArrayList<Map<String, Object>>();
    for (var i = 0; i < 10_001; i++) {
      many.add(Map.of("digest", "sha256:" + HEX, "size", 1));
    }

    admin().post(route + "/missing", Map.of()).expectInvalid("blobs", "required");
    admin()
        .post(route + "/missing", Map.of("blobs", List.of(Map.of("digest", "x", "size", 1))))
        .expectInvalid("digest", "digest.grammar");
    admin()
        .post(route + "/missing", Map.of("blobs", List.of(Map.of("digest", HEX, "size", -1))))
        .expectInvalid("size", "size.range");
    admin().post(route + "/missing", Map.of("blobs", many)).expectInvalid("blobs", "blobs.count");
    admin().putBytes(route + "/blobs/nothing", new byte[1]).expectInvalid("blob", "digest.grammar");
  }

  private Api auditor() {
    var name = fresh("auditor");
    admin().post("/users", Map.of("name", name, "role", "auditor")).expect(201);
    return api(admin().post("/keys", Map.of("user", name, "name", "test")).expect(201).at("/key"));
  }

  private Answer begin(String digest, Object body) {
    return admin().put("/imports/" + digest, body);
  }

  private static Answer frames(Api caller, String path) {
    return caller.send(
        "POST",
        "/api/v1" + path + "/blobs",
        BodyPublishers.ofByteArray(new byte[0]),
        "Content-Type",
        "application/vnd.cairn.blobs");
  }

  private static Map<String, Object> begin(List<Map<String, Object>> files) {
    return Map.of("format", "export/1", "facts", files);
  }

  /// The files of the format as the server itself names them, all of one wrong digest.
  private List<Map<String, Object>> files() {
    var files = new ArrayList<Map<String, Object>>();
    admin()
        .get("/export/facts")
        .text()
        .lines()
        .filter(line -> line.startsWith("[\"facts\""))
        .map(line -> line.split("\"", -1)[3])
        .sorted()
        .forEach(noun ->
            files.add(Map.of("file", "facts/" + noun + ".ndjson", "rows", 1, "sha256", HEX)));
    return files;
  }

  private static List<Map<String, Object>> with(
      List<Map<String, Object>> files, String member, Object value) {
    var changed = new ArrayList<>(files);
    var first = new LinkedHashMap<>(files.getFirst());
    first.put(member, value);
    changed.set(0, first);
    return changed;
  }

  private static String digestOf(List<Map<String, Object>> files) {
    var listing = new StringBuilder();
    files.forEach(file ->
        listing.append(file.get("sha256")).append("  ").append(file.get("file")).append('\n'));
    return Digest.hash(listing.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static Path stored(String hex) throws IOException {
    try (var files = Files.walk(dataDir())) {
      return files.filter(file -> file.endsWith(hex)).findAny().orElseThrow();
    }
  }
}
