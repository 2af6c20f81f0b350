// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Old versions let go by a rule or by a query, and brought back, as people do it at a terminal.
@QuarkusTest
class KeepStoryIT extends ServerTest {
  @TempDir private Path folder;
  private Shell admin;
  private Shell lead;
  private Shell shell;
  private String team;
  private String collection;

  @BeforeEach
  void five_versions() throws IOException {
    admin = new Shell(admin().server(), admin().key(), folder);
    team = newTeam();
    lead = admin.withKey(newTeamPerson(team, "admin").api().key());
    shell = admin.withKey(newTeamPerson(team, "member").api().key());
    collection = team + "/digits/data";
    for (var i = 0; i < 5; i++) {
      Trees.write(folder.resolve("source" + i), "a.bin", new Random(i), 100);
      shell.cairn("log", to("source" + i), "--name", collection, "--type", "dataset").expect(0);
    }
    shell.cairn("alias", "set", collection + ":v0", "first").expect(0);
  }

  @Test
  void a_rule_is_previewed_set_applied_and_undone() {
    var preview =
        shell
            .cairn("keep", "preview", team, "--last", "2", "--expire-after", "0d", "--kept")
            .expect(0);
    assertThat(preview.out())
        .contains("goes  " + collection + ":v2")
        .contains("stays " + collection + ":v4  last")
        .contains("stays " + collection + ":v0  alias: first")
        .contains("2 versions would be deleted");
    shell.cairn("keep", "set", team, "--last", "2", "--expire-after", "0d").expect(1);
    lead.cairn("keep", "set", team, "--last", "2", "--expire-after", "0d").expect(0);
    assertThat(shell.cairn("keep", "ls").expect(0).out()).contains(team);
    assertThat(shell.json("keep", "show", team).path("keepLast").asLong()).isEqualTo(2);
    assertThat(shell.json("keep", "preview", team).path("going").asLong()).isEqualTo(2);

    admin.cairn("keep", "apply").expect(0);

    shell.cairn("resolve", collection + ":v2").expect(3);
    shell.cairn("resolve", collection + ":v3").expect(0);
    lead.cairn("keep", "rm", team).expect(0);
    shell.cairn("keep", "show", team).expect(3);
    var deletion = deletion("rule");
    assertThat(shell.cairn("undelete", "--deletion", deletion).expect(0).out())
        .contains("brought back 2 versions");
    shell.cairn("resolve", collection + ":v2").expect(0);
  }

  @Test
  void a_version_has_a_time_to_live_of_its_own() throws InterruptedException {
    var told = shell.json("keep", "ttl", collection + ":v1", "30d");
    shell.cairn("keep", "ttl", collection + ":v2", "never").expect(0);
    assertThat(told.path("ttlSeconds").asLong()).isEqualTo(30 * 86_400);
    assertThat(told.path("expiresAt").asText()).startsWith("20");
    assertThat(shell.cairn("show", collection + ":v2").expect(0).out())
        .containsPattern("expires +never");
    assertThat(shell.cairn("keep", "preview", team, "--kept").expect(0).out())
        .contains("stays " + collection + ":v1  ttl: until 20")
        .contains("stays " + collection + ":v2  ttl: without end")
        .contains("stays " + collection + ":v3  unruled");
    shell.cairn("keep", "ttl", collection + ":v1", "soon").expect(2);

    var path = "/teams/" + team + "/projects/digits/collections/data/versions/v3";
    admin().patch(path, Map.of("ttlSeconds", 1)).expect(200);
    admin().patch(path, Map.of("ttlSeconds", -7)).expectInvalid("ttlSeconds", "ttl.range");
    var going = "goes  " + collection + ":v3: time to live over at 20";
    for (var tries = 0; tries < 20 && !preview().contains(going); tries++) {
      Thread.sleep(100);
    }
    assertThat(preview()).contains(going);
    admin.cairn("keep", "apply").expect(0);

    shell.cairn("resolve", collection + ":v3").expect(3);
    shell.cairn("resolve", collection + ":v1").expect(0);
    shell.cairn("undelete", "--deletion", deletion("ttl")).expect(0);
    var back = shell.cairn("keep", "ttl", collection + ":v3", "rules").expect(0);
    assertThat(back.out()).contains("as keep rules say");
  }

  @Test
  void what_a_query_finds_is_listed_first_and_deleted_with_yes() {
    var query = new String[] {"rm", "--query", "type=dataset", "--team", team};

    var told = shell.cairn(query).expect(0);
    assertThat(told.out()).contains("4 versions would be deleted");
    shell.cairn("resolve", collection + ":v4").expect(0);
    var done = shell.json("rm", "--query", "type=dataset", "--team", team, "--yes");

    assertThat(done.path("going").asLong()).isEqualTo(4);
    shell.cairn("resolve", collection + ":v4").expect(3);
    shell.cairn("resolve", collection + ":first").expect(0);
    assertThat(deletion("query")).isEqualTo(done.path("deletion").asText());
    shell.cairn("undelete", "--deletion", done.path("deletion").asText()).expect(0);
    assertThat(shell.json("resolve", collection).path("version").asText()).isEqualTo("v4");
    shell.cairn("rm", "--query", "type=dataset").expect(2);
    shell.cairn("rm").expect(2);
  }

  @Test
  void fields_that_break_a_rule_are_named() {
    var path = "/keep-rules/one?scope=" + team;
    admin().put(path, Map.of("keepLast", 1)).expectInvalid("expireAfterDays", "required");
    admin()
        .put(path, Map.of("keepLast", -1, "expireAfterDays", 3))
        .expectInvalid("keepLast", "keep.range");
    admin()
        .post("/deletions", Map.of("where", List.of("type=dataset")))
        .expectInvalid("team", "query.where");
    admin().post("/deletions", Map.of("team", team)).expectInvalid("where", "required");
  }

  private String preview() {
    return shell.cairn("keep", "preview", team).expect(0).out();
  }

  private String deletion(String kind) {
    for (var each : shell.json("rm", "--list").path("items")) {
      if (each.path("namespace").asText().equals(team) && each.path("kind").asText().equals(kind)) {
        return each.path("id").asText();
      }
    }
    throw new AssertionError("no deletion by a " + kind);
  }

  private String to(String name) {
    return folder.resolve(name).toString();
  }
}
