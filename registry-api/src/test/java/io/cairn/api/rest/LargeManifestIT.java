// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.Answer;
import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/// A version of very many entries, most of them references, over the routes: committed, looked up,
/// listed by folder, compared, again as an archive. 60,000 of them; 1,000,000 in a long run.
@QuarkusTest
@NullUnmarked
class LargeManifestIT extends ServerTest {
  private static final int ENTRIES = Boolean.getBoolean("testing.long") ? 1_000_000 : 60_000;
  private static final String CONTENT = "one content for all files";

  @Test
  void it_is_committed_looked_up_listed_and_compared() {
    var team = newTeam();
    var ada = newTeamPerson(team, "member").api();
    var collection = "/teams/" + team + "/projects/digits/collections/large";
    var first = log(ada, collection, number -> "etag:1");
    var second = log(ada, collection, number -> number % 1_000 == 7 ? "etag:2" : "etag:1");

    assertThat(second.at("/files")).isEqualTo("" + ENTRIES / 10);
    assertThat(second.at("/references")).isEqualTo("" + (ENTRIES - ENTRIES / 10));
    var files = "/versions/" + second.at("/versionId") + "/files";
    for (var number : new int[] {0, ENTRIES / 2, ENTRIES - 10}) {
      assertThat(ada.get(files + "/" + path(number)).expect(200).text()).isEqualTo(CONTENT);
    }
    ada.get(files + "/" + path(7)).expectProblem(409, "file.reference");
    ada.get(files + "/shard-0000/nothing").expectProblem(404, "not-found");
    var top = ada.get(files + "?folder=&limit=1000").expect(200).json();
    assertThat(top.at("/items")).hasSize(Math.min(1_000, ENTRIES / 1_000));
    assertThat(top.at("/items/0/folder").asBoolean()).isTrue();
    var shard = ada.get(files + "?folder=shard-0013&limit=1000").expect(200).json();
    assertThat(shard.at("/items")).hasSize(1_000);
    assertThat(shard.at("/items/999/path").asText()).isEqualTo(path(13_999));
    var diff =
        ada.get("/diff?from=" + first.at("/ref") + "&to=" + second.at("/ref") + "&limit=1000");
    assertThat(diff.expect(200).at("/totals/changed")).isEqualTo("" + ENTRIES / 1_000);
    assertThat(diff.at("/totals/unchanged")).isEqualTo("" + (ENTRIES - ENTRIES / 1_000));
    assertThat(diff.json().at("/items")).hasSize(ENTRIES / 1_000);
  }

  private static Answer log(Api ada, String collection, IntFunction<String> checksum) {
    var draft = Logged.open(ada, collection);
    Logged.upload(ada, draft, CONTENT);
    var manifest = new StringBuilder("{\"cairn\":\"manifest/1\"}\n");
    for (var i = 0; i < ENTRIES; i++) {
      manifest.append("{\"path\":\"").append(path(i)).append("\",\"size\":");
      if (i % 10 == 0) {
        manifest.append(CONTENT.length()).append(",\"sha256\":\"");
        manifest.append(Logged.digest(CONTENT).substring("sha256:".length()));
      } else {
        manifest.append(i).append(",\"ref\":\"s3://lake/").append(i).append("\",\"checksum\":\"");
        manifest.append(checksum.apply(i));
      }
      manifest.append("\"}\n");
    }
    var body = manifest.toString().getBytes(StandardCharsets.UTF_8);
    ada.putBytes("/drafts/" + draft + "/manifest", body).expect(200);
    return Logged.commit(ada, draft).expect(201);
  }

  private static String path(int number) {
    return "shard-%04d/part-%07d.bin".formatted(number / 1_000, number);
  }
}
