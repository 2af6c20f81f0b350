// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.Answer;
import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@NullUnmarked
class RunFilesIT extends ServerTest {
  private String team;
  private Api member;
  private String files;

  @BeforeEach
  void a_run() {
    team = newTeam();
    member = newTeamPerson(team, "member").api();
    var runs = "/teams/" + team + "/projects/digits/runs";
    member.post(runs, Map.of("id", "first")).expect(201);
    files = runs + "/first/files";
  }

  @Test
  void a_file_is_put_read_listed_replaced_and_deleted() {
    var put = put("plots/verlust ä.txt", "one").expect(201);
    assertThat(put.at("/path")).isEqualTo("plots/verlust ä.txt");
    assertThat(put.at("/digest")).isEqualTo(Logged.digest("one"));
    assertThat(put.json().at("/size").asLong()).isEqualTo(3);
    assertThat(put.at("/updatedBy")).startsWith("user-");
    put("plots/verlust ä.txt", "other").expect(200);

    var got = member.get(files + "/plots/verlust%20%C3%A4.txt").expect(200);
    assertThat(got.text()).isEqualTo("other");
    assertThat(got.header("ETag")).isEqualTo("\"" + Logged.digest("other") + "\"");
    assertThat(got.header("Repr-Digest")).isEqualTo(reprDigest("other"));
    assertThat(got.header("Content-Disposition")).startsWith("attachment;");
    assertThat(got.header("X-Content-Type-Options")).isEqualTo("nosniff");
    var part = member.get(files + "/plots/verlust%20%C3%A4.txt", "Range", "bytes=1-2").expect(206);
    assertThat(part.text()).isEqualTo("th");
    member
        .get(files + "/plots/verlust%20%C3%A4.txt", "If-None-Match", got.header("ETag"))
        .expect(304);
    var head =
        member.send(
            "HEAD", "/api/v1" + files + "/plots/verlust%20%C3%A4.txt", BodyPublishers.noBody());
    assertThat(head.expect(200).header("Content-Length")).isEqualTo("5");

    put("log.txt", "x").expect(201);
    assertThat(member.get(files).expect(200).json().at("/items").findValuesAsText("path"))
        .containsExactly("log.txt", "plots/verlust ä.txt");
    var browsed = member.get(files + "?folder=").expect(200);
    assertThat(browsed.json().at("/items").findValuesAsText("path"))
        .containsExactly("log.txt", "plots");
    assertThat(browsed.json().at("/items/1/folder").asBoolean()).isTrue();
    assertThat(member.get(files + "?prefix=plots/").json().at("/items")).hasSize(1);
    var first = member.get(files + "?limit=1").expect(200);
    assertThat(member.get(files + "?limit=1&cursor=" + first.at("/next")).at("/items/0/path"))
        .isEqualTo("plots/verlust ä.txt");

    member.delete(files + "/log.txt").expect(204);
    member.get(files + "/log.txt").expectProblem(404, "not-found");
    member.delete(files + "/log.txt").expectProblem(404, "not-found");
  }

  @Test
  void a_promised_digest_is_checked() {
    var path = files + "/a.bin";

    member.putBytes(path + "?digest=" + Logged.digest("one"), bytes("one")).expect(201);
    member.putBytes(path, bytes("two"), "Repr-Digest", reprDigest("two")).expect(200);

    member
        .putBytes(path + "?digest=" + Logged.digest("one"), bytes("two"))
        .expectProblem(422, "digest.mismatch");
    member
        .putBytes(path, bytes("three"), "Repr-Digest", "md5=:x:, " + reprDigest("two"))
        .expectProblem(422, "digest.mismatch");
    member.putBytes(path + "?digest=xyz", bytes("x")).expectInvalid("digest", "digest.grammar");
    member
        .putBytes(path, bytes("x"), "Repr-Digest", "sha-256=:eHl6:")
        .expectInvalid("Repr-Digest", "digest.grammar");
    member
        .putBytes(
            path + "?digest=" + Logged.digest("one"),
            bytes("one"),
            "Repr-Digest",
            reprDigest("two"))
        .expectInvalid("digest", "digest.differs");
    assertThat(member.get(path).text()).isEqualTo("two");
  }

  @ParameterizedTest
  @CsvSource({"a%5Cb, path.backslash", "a%00b, path.control", "a%2F%2Fb, path.segment"})
  void a_path_against_the_rules(String path, String rule) {
    member.putBytes(files + "/" + path, bytes("x")).expectInvalid("path", rule);

    assertThat(member.get(files).json().at("/items")).isEmpty();
  }

  @Test
  void paths_too_deep_too_long_and_out_of_the_run() {
    put("a/".repeat(64) + "b", "x").expectInvalid("path", "path.depth");
    put("a".repeat(256), "x").expectInvalid("path", "path.segment-length");
    member.putBytes(files + "/a/../../b", bytes("x")).expect(404);
    member.get(files + "?prefix=/etc").expectInvalid("prefix", "path.segment");
    member.get(files + "?folder=a//b").expectInvalid("folder", "path.segment");
    put("a", "x").expect(201);
    put("a/b", "x").expectProblem(409, "run-file.folder");
    member.get(files + "?cursor=%21").expectInvalid("cursor", "cursor.opaque");
    member.get(files + "?limit=0").expectInvalid("limit", "limit.range");
  }

  @Test
  void a_large_json_file_is_a_file_like_others_and_an_empty_one_too() {
    var json = ("{\"a\":\"" + "x".repeat(17 << 20) + "\"}").getBytes(StandardCharsets.UTF_8);

    var put =
        member.send(
            "PUT",
            "/api/v1" + files + "/config.json",
            BodyPublishers.ofByteArray(json),
            "Content-Type",
            "application/json");

    assertThat(put.expect(201).json().at("/size").asLong()).isEqualTo(json.length);
    put("empty", "").expect(201);
    assertThat(member.get(files + "/empty").expect(200).bytes()).isEmpty();
  }

  @Test
  void who_may_read_and_who_may_write() {
    put("a", "x").expect(201);
    var viewer = newTeamPerson(team, "viewer").api();
    var outsider = newPerson().api();

    assertThat(viewer.get(files + "/a").expect(200).text()).isEqualTo("x");
    viewer.putBytes(files + "/a", bytes("y")).expect(403);
    viewer.delete(files + "/a").expect(403);
    outsider.get(files + "/a").expect(404);
    outsider.get(files).expect(404);
    outsider.putBytes(files + "/a", bytes("y")).expect(404);
    outsider.delete(files + "/a").expect(404);
    assertThat(member.get(files + "/a").text()).isEqualTo("x");
  }

  private Answer put(String path, String content) {
    return member.putBytes(files + "/" + encoded(path), bytes(content));
  }

  private static String encoded(String path) {
    return path.replace(" ", "%20").replace("ä", "%C3%A4");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String reprDigest(String content) {
    var hex = Logged.digest(content).substring("sha256:".length());
    return "sha-256=:" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex)) + ":";
  }
}
