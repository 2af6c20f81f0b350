// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the command line does with runs.
@QuarkusTest
@NullUnmarked
class RunCommandsIT extends ServerTest {
  @TempDir Path folder;

  private Shell shell;
  private String project;
  private String run;

  @BeforeEach
  void log_in_as_a_member_of_a_new_team_and_begin_a_run() {
    var team = newTeam();
    var member = newTeamPerson(team, "member");
    shell = new Shell(member.api().server(), member.api().key(), folder);
    project = team + "/digits";
    run = shell.json("run", "create", project, "--id", "first").path("path").asText();
  }

  @Test
  void files_of_a_run_go_there_and_come_back() throws IOException {
    var plots = Files.createDirectories(folder.resolve("plots/tief ä"));
    Files.writeString(plots.resolve("図.svg"), "<svg/>");
    Files.writeString(folder.resolve("pip.lock"), "numpy==2.1");

    shell.json("run", "files", "put", run, to("plots"), to("pip.lock"));
    shell.json("run", "files", "put", run, to("pip.lock"), "--to", "locks/pip.txt");
    var listed = shell.json("run", "files", "ls", run);
    var browsed = shell.json("run", "files", "ls", run, "/");
    shell.json("run", "files", "get", run, "plots/tief ä/図.svg", "--to", to("back.svg"));
    var shown = shell.cairn("run", "files", "get", run, "pip.lock", "--to", "-").expect(0);
    shell.json("run", "files", "rm", run, "pip.lock");

    assertThat(listed.path("items").findValuesAsText("path"))
        .containsExactly("locks/pip.txt", "pip.lock", "plots/tief ä/図.svg");
    assertThat(browsed.path("items").findValuesAsText("path"))
        .containsExactly("locks", "pip.lock", "plots");
    assertThat(folder.resolve("back.svg")).hasContent("<svg/>");
    assertThat(shown.out()).isEqualTo("numpy==2.1");
    shell.cairn("run", "files", "get", run, "pip.lock", "--to", to("x")).expect(3);
    shell.cairn("run", "files", "put", run, to("nothing")).expect(1);
    shell.cairn("run", "files", "put", run, to("plots"), to("pip.lock"), "--to", "x").expect(2);
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void runs_are_found_and_their_history_and_console_are_shown() {
    shell.json("run", "create", project, "--id", "second", "--config", "lr=0.5", "--tag", "big");
    shell.json("run", "log", run, "--step", "1", "loss=0.5");
    shell.json("run", "log", run, "--step", "2", "loss=0.25");

    var found = shell.json("run", "ls", project, "--where", "config.lr>0.1", "--where", "tag=big");
    var sorted = shell.json("run", "ls", project.split("/")[0], "--sort", "summary.loss");
    var table =
        shell.cairn("run", "ls", project, "--columns", "id,config.lr,summary.loss").expect(0);
    var history = shell.json("run", "history", run, "--keys", "loss", "--from", "2");
    var sampled = shell.json("run", "history", run, "--samples", "10", "--method", "lttb");
    var logs = shell.cairn("run", "logs", run).expect(0);

    assertThat(found.path("items").findValuesAsText("id")).containsExactly("second");
    assertThat(sorted.path("items").findValuesAsText("id")).containsExactly("first", "second");
    assertThat(table.out().lines().toList().get(1).split(" +")).containsExactly("second", "0.5");
    assertThat(table.out().lines().toList().get(2).split(" +")).containsExactly("first", "0.25");
    assertThat(history.path("items")).hasSize(1);
    assertThat(sampled.path("series").path(0).path("y").toString()).isEqualTo("[0.5,0.25]");
    assertThat(logs.out()).isEmpty();
    shell.cairn("run", "ls", project, "--where", "nonsense").expect(1);
    shell.cairn("run", "logs", project + "/runs/nothing").expect(3);
  }

  @Test
  void a_run_shows_what_it_read_and_made_and_where_it_ran() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/a"), "a");
    var collection = project + "/data";
    shell.json("log", to("data"), "--name", collection);
    shell.json("run", "create", project, "--id", "trainer", "--env", "host=atlas");
    var trainer = project + "/runs/trainer";
    shell.json("run", "input", trainer, collection + ":v0");
    Files.writeString(folder.resolve("data/a"), "b");
    shell.json("log", to("data"), "--name", collection, "--run", trainer);

    var shown = shell.cairn("run", "show", trainer).expect(0).out();

    assertThat(shown)
        .containsPattern("input +" + collection + ":v0  sha256:")
        .containsPattern("output +" + collection + ":v1  sha256:")
        .containsPattern("environment +host: atlas");
    assertThat(shell.cairn("show", trainer).expect(0).out()).isEqualTo(shown);
  }

  @Test
  void what_is_empty_says_so() {
    assertThat(shell.cairn("ls", project).expect(0).err()).contains("there are none");
    assertThat(shell.cairn("run", "history", run).expect(0).err()).contains("there are none");
    assertThat(shell.cairn("--quiet", "ls", project).expect(0).err()).isEmpty();
  }

  private String to(String name) {
    return folder.resolve(name).toString();
  }
}
