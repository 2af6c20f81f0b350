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
