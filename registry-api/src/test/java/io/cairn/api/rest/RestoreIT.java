// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.ServerTest;
import io.cairn.core.content.Digest;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/// Routes by which bytes come back to facts that count on them.
@QuarkusTest
@NullUnmarked
class RestoreIT extends ServerTest {
  private static final String HEX = "0".repeat(64);

  @Test
  void bytes_that_are_there_are_not_asked_for_and_taken_all_the_same() {
    var team = newTeam();
    var ada = newTeamPerson(team, "member").api();
    var text = fresh("content");
    var content = text.getBytes(UTF_8);
    Logged.upload(ada, Logged.open(ada, "/teams/" + team + "/projects/p/collections/c"), text)
        .expect(201);
    var digest = Digest.hash(content).toString();

    var asked =
        List.of(
            Map.of("digest", digest, "size", content.length),
            Map.of("digest", "sha256:" + HEX, "size", 1));
    var missing = admin().post("/restore/missing", Map.of("blobs", asked)).expect(200);
    var sent = admin().putBytes("/restore/blobs/" + digest, content).expect(200);

    assertThat(missing.json().path("missing")).isEmpty();
    assertThat(sent.at("/digest")).isEqualTo(digest);
    admin().putBytes("/restore/blobs/" + digest, new byte[content.length]).expect(422);
    admin().putBytes("/restore/blobs/" + HEX, new byte[1]).expect(404);
    admin()
        .putBytes("/restore/blobs/nothing", new byte[1])
        .expectInvalid("digest", "digest.grammar");
  }

  @Test
  void who_may_not_is_refused() {
    var member = newPerson().api();

    member
        .post("/restore/missing", Map.of("blobs", List.of()))
        .expectProblem(403, "installation.admin");
    member.putBytes("/restore/blobs/" + HEX, new byte[1]).expectProblem(403, "installation.admin");
    member
        .send(
            "POST",
            "/api/v1/restore/blobs",
            BodyPublishers.noBody(),
            "Content-Type",
            "application/vnd.cairn.blobs")
        .expectProblem(403, "installation.admin");
  }
}
