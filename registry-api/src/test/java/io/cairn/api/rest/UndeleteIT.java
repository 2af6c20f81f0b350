// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Bringing back what was deleted by mistake, over the routes.
@QuarkusTest
@NullUnmarked
class UndeleteIT extends ServerTest {
  private String team;
  private Api ada;
  private String versions;

  @BeforeEach
  void a_version_that_was_deleted() {
    team = newTeam();
    ada = newTeamPerson(team, "member").api();
    var collection = "/teams/" + team + "/projects/digits/collections/classifier";
    versions = collection + "/versions";
    Logged.log(ada, collection, Map.of("a.bin", "one"), "best").expect(201);
    ada.delete(versions + "/v0").expect(204);
  }

  @Test
  void it_is_there_again_with_its_bytes_and_without_its_aliases() {
    var back = ada.post(versions + "/v0/undelete", Map.of()).expect(200);

    assertThat(back.at("/state")).isEqualTo("live");
    assertThat(back.json().at("/aliases")).hasSize(1);
    assertThat(back.at("/aliases/0")).isEqualTo("latest");
    var file = ada.get("/versions/" + back.at("/versionId") + "/files/a.bin").expect(200);
    assertThat(file.text()).isEqualTo("one");
    ada.get(versions + "/best").expectProblem(404, "not-found");
    ada.post(versions + "/v0/undelete", Map.of()).expect(200);
  }

  @Test
  void it_is_refused_if_the_content_was_logged_again() {
    Logged.log(ada, versions.replace("/versions", ""), Map.of("a.bin", "one")).expect(201);

    var refused = ada.post(versions + "/v0/undelete", Map.of());

    assertThat(refused.expectProblem(409, "version.exists-again").at("/actual")).isEqualTo("v1");
  }

  @Test
  void bad_requests_and_those_without_the_right_are_refused() {
    ada.post(versions + "/best/undelete", Map.of()).expectInvalid("version", "version.index");
    ada.post(versions + "/v7/undelete", Map.of()).expectProblem(404, "not-found");
    var viewer = newTeamPerson(team, "viewer").api();
    viewer.post(versions + "/v0/undelete", Map.of()).expectProblem(403, "team.member");
    anonymous().post(versions + "/v0/undelete", Map.of()).expectProblem(401, "unauthenticated");
  }
}
