// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@NullUnmarked
class CommandLineIT extends ServerTest {
  @TempDir Path folder;

  private Shell shell;
  private String collection;

  @BeforeEach
  void log_in_as_a_member_of_a_new_team() {
    var team = newTeam();
    var member = newTeamPerson(team, "member");
    shell = new Shell(member.api().server(), member.api().key(), folder);
    collection = team + "/project/data";
  }

  @Test
  void a_folder_comes_back_byte_by_byte_and_a_second_pull_moves_nothing() throws IOException {
    var source = Trees.make(folder.resolve("source"), 1);

    var logged = shell.json("log", source.toString(), "--name", collection, "--alias", "best");
    var pulled = shell.json("pull", collection + ":best", "--to", to("copy"));
    var again = shell.json("pull", collection + ":best", "--to", to("copy"));

    assertThat(logged.path("created").asBoolean()).isTrue();
    assertThat(logged.path("version").asText()).isEqualTo("v0");
    assertThat(logged.path("files").asLong()).isEqualTo(300);
    assertThat(logged.path("aliases").toString()).contains("best", "latest");
    assertThat(pulled.path("digest")).isEqualTo(logged.path("digest"));
    assertThat(pulled.path("movedFiles").asLong()).isEqualTo(300);
    assertThat(again.path("movedBytes").asLong()).isZero();
    assertThat(Trees.read(folder.resolve("copy"))).isEqualTo(Trees.read(source));
    shell.cairn("verify", to("copy")).expect(0);
    shell.cairn("verify", collection + ":v0", source.toString()).expect(0);
  }

  @Test
  void the_same_content_makes_no_version_and_sends_no_byte() throws IOException {
    var source = Trees.make(folder.resolve("source"), 2);
    shell.json("log", source.toString(), "--name", collection);

    var again = shell.json("log", source.toString(), "--name", collection, "--alias", "same");
    shell.cairn("pull", collection, "--to", to("copy")).expect(0);
    var fromCopy = shell.json("log", to("copy"), "--name", collection);

    assertThat(again.path("created").asBoolean()).isFalse();
    assertThat(again.path("version").asText()).isEqualTo("v0");
    assertThat(again.path("sentBytes").asLong()).isZero();
    assertThat(again.path("aliases").toString()).contains("same");
    assertThat(fromCopy.path("version").asText()).isEqualTo("v0");
  }

  @Test
  void a_stale_expectation_exits_1_and_changes_nothing() throws IOException {
    log("one", 1);
    log("two", 2);
    log("three", 3);
    shell.cairn("alias", "set", collection + ":v1", "prod", "--expect", "none").expect(0);

    var stale = shell.cairn("alias", "set", collection + ":v2", "prod", "--expect", "v0").expect(1);

    assertThat(stale.err()).contains("alias.expected");
    assertThat(shell.json("resolve", collection + ":prod").path("version").asText())
        .isEqualTo("v1");
    shell.cairn("alias", "set", collection + ":v2", "prod", "--expect", "v1").expect(0);
    shell.cairn("rollback", collection, "prod").expect(0);
    assertThat(shell.cairn("resolve", collection + ":prod").expect(0).out())
        .contains(":v1  sha256:");
    assertThat(shell.json("alias", "history", collection, "prod").path("items")).hasSize(3);
    shell.cairn("alias", "rm", collection + ":v2", "prod").expect(1);
    shell.cairn("alias", "rm", collection + ":v1", "prod").expect(0);
    shell.cairn("resolve", collection + ":prod").expect(3);
  }

  @Test
  void a_flipped_byte_in_a_pulled_folder_is_found_and_mended() throws IOException {
    Trees.make(folder.resolve("source"), 3);
    shell.cairn("log", to("source"), "--name", collection).expect(0);
    shell.cairn("pull", collection, "--to", to("copy")).expect(0);

    Trees.flip(folder.resolve("copy/中文/数据.bin"));
    Files.delete(folder.resolve("copy/empty.txt"));
    Files.writeString(folder.resolve("copy/more.txt"), "");
    var bad = shell.cairn("verify", to("copy")).expect(4);

    assertThat(bad.out()).contains("bad      中文/数据.bin", "missing  empty.txt", "extra    more.txt");
    Files.delete(folder.resolve("copy/more.txt"));
    shell.cairn("pull", collection, "--to", to("copy")).expect(0);
    shell.cairn("verify", to("copy")).expect(0);
  }

  @Test
  void a_flipped_byte_on_the_server_never_arrives() throws IOException {
    Trees.write(folder.resolve("source"), "a.bin", new Random(4), 10_000);
    var logged = shell.json("log", to("source"), "--name", collection);
    var files = shell.json("ls", collection + ":v0").path("items");
    var hex = files.get(0).path("digest").asText().substring("sha256:".length());
    try (var stored = Files.walk(dataDir())) {
      Trees.flip(
          stored
              .filter(file -> file.endsWith(hex) && Files.isRegularFile(file))
              .findAny()
              .orElseThrow());
    }

    var pulled = shell.cairn("pull", collection, "--to", to("copy")).expect(4);

    assertThat(logged.path("files").asLong()).isEqualTo(1);
    assertThat(pulled.err()).contains("cairn: ").hasLineCount(pulled.err().lines().toList().size());
    assertThat(folder.resolve("copy")).doesNotExist();
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("source");
  }

  @Test
  void exit_codes_tell_what_went_wrong() throws IOException {
    log("one", 1);

    assertThat(shell.withKey("crn_p_wrong").cairn("whoami").expect(1).err())
        .contains("cairn login");
    shell.withKey("").cairn("whoami").expect(1);
    shell.cairn("resolve", collection + ":nothing").expect(3);
    shell.cairn("resolve", "nobody/nothing/none").expect(3);
    shell.cairn("resolve").expect(2);
    shell.cairn("rm", collection).expect(2);
    shell.cairn("admin", "team", "create", fresh("team")).expect(1);
    shell.cairn("alias", "set", collection + ":v0", "latest").expect(1);
    shell.withServer(URI.create("http://127.0.0.1:1")).cairn("whoami").expect(5);
  }

  @Test
  void a_login_is_remembered_and_a_wrong_key_is_not() throws IOException {
    var file = folder.resolve(".config/cairn/config.json");

    shell.cairn("login", "--api-key", "crn_p_wrong").expect(1);
    assertThat(file).doesNotExist();
    shell.cairn("login").expect(0);

    assertThat(file).content().contains(shell.key());
    shell.withKey("").cairn("whoami").expect(0);
    shell.cairn("logout").expect(0);
    shell.withKey("").cairn("whoami").expect(1);
  }

  private void log(String name, int seed) throws IOException {
    Trees.write(folder.resolve(name), "a.bin", new Random(seed), 100);
    shell.cairn("log", to(name), "--name", collection).expect(0);
  }

  private String to(String name) {
    return folder.resolve(name).toString();
  }
}
