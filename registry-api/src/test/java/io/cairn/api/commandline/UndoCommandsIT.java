// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Mistakes taken back with nothing but the command line.
@QuarkusTest
@NullUnmarked
class UndoCommandsIT extends ServerTest {
  @TempDir Path folder;

  private Shell admin;
  private Shell ada;
  private String team;
  private String registry;
  private String path;
  private String model;

  @BeforeEach
  void two_versions_of_two_runs_in_a_model() throws IOException {
    admin = new Shell(admin().server(), admin().key(), folder);
    team = newTeam();
    registry = newRegistry();
    var person = newTeamPerson(team, "member");
    admin.cairn("admin", "registry", "add-member", registry, person.name()).expect(0);
    ada = admin.withKey(person.api().key());
    path = team + "/digits/classifier";
    model = registry + "/digits";
    for (var i = 0; i < 2; i++) {
      var run = team + "/digits/runs/train-" + i;
      ada.cairn("run", "create", team + "/digits", "--id", "train-" + i, "--config", "lr=0." + i)
          .expect(0);
      ada.cairn("run", "log", run, "accuracy=0.9" + i, "--step", "1").expect(0);
      var source = folder.resolve("m" + i);
      Trees.write(source, "weights.bin", new Random(i), 900);
      Trees.write(source, "same.txt", new Random(9), 10);
      if (i == 1) {
        Trees.write(source, "neu – 新.txt", new Random(7), 20);
      }
      ada.cairn(
              "log",
              source.toString(),
              "--name",
              path,
              "--type",
              "model",
              "--run",
              run,
              "-a",
              "best",
              "-m",
              "epochs=" + (5 + i))
          .expect(0);
      ada.cairn("link", path + ":v" + i, model, "--alias", "production").expect(0);
    }
  }

  @Test
  void rollback_says_what_it_does_and_keeps_the_reason() {
    admin.cairn("admin", "registry", "protect", registry, "production").expect(0);
    assertThat(ada.cairn("rollback", model, "production", "--reason", "x").expect(1).err())
        .contains("alias.protected");
    assertThat(admin.cairn("rollback", model, "production").expect(1).err()).contains("reason");
    assertThat(
            admin
                .cairn("rollback", model, "production", "--dry-run", "--reason", "x")
                .expect(0)
                .out())
        .contains("would move " + model + ":production → v0 (was v1)");

    var done =
        admin.cairn("rollback", model, "production", "--reason", "Fehler am Abend").expect(0);

    assertThat(done.out()).contains(model + ":production → v0 (was v1)");
    assertThat(admin.cairn("alias", "history", model, "production").expect(0).out())
        .contains("Fehler am Abend");
    var lost =
        admin.cairn("rollback", model, "production", "--reason", "x", "--expect", "v1").expect(1);
    assertThat(lost.err()).contains("alias.expected").contains("now v0");
  }

  @Test
  void recall_refuses_names_and_warns_of_numbers() {
    ada.cairn("run", "create", team + "/digits", "--id", "eval").expect(0);
    ada.cairn("run", "input", team + "/digits/runs/eval", path + ":v1").expect(0);
    assertThat(ada.cairn("recall", path + ":v1").expect(2).err()).contains("--reason");
    assertThat(ada.cairn("recall", path, "--reason", "x").expect(2).err()).contains("selector");

    var recalled = ada.cairn("recall", path + ":best", "--reason", "Testdaten – 測試").expect(0);

    assertThat(recalled.out())
        .contains("recalled " + path + ":v1", "run " + team + "/digits/runs/eval");
    var to = folder.resolve("out").toString();
    for (var ref : new String[] {path + ":best", path, model + ":production"}) {
      assertThat(ada.cairn("pull", ref, "--to", to).expect(1).err())
          .contains("version.recalled", "Testdaten – 測試");
    }
    var digest = ada.json("resolve", path + ":v1").path("digest").asText();
    for (var ref : new String[] {path + ":v1", model + ":v1", path + "@" + digest}) {
      assertThat(ada.cairn("pull", ref, "--to", to).expect(0).err())
          .contains("warning", "Testdaten – 測試");
    }
    assertThat(ada.cairn("pull", path + ":best~9999-01-01T00:00Z", "--to", to).expect(1).err())
        .contains("recalled");
    assertThat(ada.cairn("ls", path).expect(0).out()).contains("recalled");
    assertThat(ada.cairn("show", path + ":v1").expect(0).out()).contains("recalled");
    assertThat(ada.cairn("lineage", path + ":v1").expect(0).out()).contains("recalled");
    assertThat(ada.json("show", path + ":v1").at("/recalled/reason").asText())
        .isEqualTo("Testdaten – 測試");
    var pulls = ada.cairn("pulls", path + ":v1").expect(0).out();
    assertThat(pulls).contains(path + ":v1", model + ":v1", path + ":sha256");
    assertThat(ada.json("recall", path + ":v1", "--reason", "again").at("/pulledBy/items"))
        .hasSize(3);
    assertThat(ada.cairn("recall", path + ":v1", "--reason", "anew").expect(0).out())
        .contains("pulled by ", model + ":v1");
    ada.cairn("recall", path + ":v1", "--reason", "Testdaten – 測試").expect(0);
    var back = ada.cairn("rollback", path, "best", "--to", "v0").expect(0);
    assertThat(back.out()).contains("→ v0");
    ada.cairn("recall", path + ":v1", "--lift", "--reason", "es war v0").expect(0);
    ada.cairn("pull", model + ":production", "--to", to).expect(0);
  }

  @Test
  void deleted_things_are_listed_and_brought_back() {
    ada.cairn("unlink", model + ":v0").expect(0);
    assertThat(ada.cairn("ls", "--deleted", model).expect(0).out()).contains("v0", "UNTIL");
    ada.cairn("undelete", model + ":v0").expect(0);
    assertThat(ada.json("ls", "--deleted", model).path("items")).isEmpty();

    ada.cairn("rm", "-r", path).expect(0);
    ada.cairn("resolve", path).expect(3);
    assertThat(ada.cairn("ls", "--deleted", team + "/digits").expect(0).out()).contains(path);
    ada.cairn("undelete", path).expect(0);
    ada.cairn("resolve", path + ":best").expect(0);

    ada.cairn("rm", "-r", model).expect(0);
    assertThat(ada.cairn("ls", "--deleted", registry).expect(0).out()).contains(model);
    ada.cairn("undelete", model).expect(0);
    ada.cairn("resolve", model + ":production").expect(0);

    ada.cairn("rm", "-r", team + "/digits").expect(1);
    admin.cairn("rm", "-r", team + "/digits").expect(0);
    assertThat(ada.cairn("ls", "--deleted", team).expect(0).out()).contains(team + "/digits");
    admin.cairn("undelete", team + "/digits", "--as", "digits-2").expect(0);
    ada.cairn("resolve", team + "/digits-2/classifier:best").expect(0);
    ada.cairn("rm", "-r", team).expect(1);
    admin.cairn("rm", "-r", team).expect(0);
    admin.cairn("rm", "-r", registry).expect(0);
    ada.cairn("resolve", team + "/digits-2/classifier:best").expect(3);
    assertThat(admin.cairn("ls", "--deleted").expect(0).out()).contains(team, registry);
    assertThat(ada.json("ls", "--deleted").path("items")).isEmpty();
    ada.cairn("undelete", team).expect(1);
    assertThat(admin.cairn("undelete", team).expect(0).out()).contains("brought back " + team);
    admin.cairn("undelete", registry).expect(0);
    ada.cairn("resolve", team + "/digits-2/classifier:best").expect(0);
    ada.cairn("resolve", model + ":production").expect(0);
    admin.cairn("undelete", "never-there").expect(3);
  }

  @Test
  void an_old_name_goes_on_leading_there() {
    ada.cairn("mv", path, "reader").expect(0);
    ada.cairn("mv", team + "/digits", team + "/hand").expect(0);
    ada.cairn("mv", model, "numbers").expect(0);
    admin.cairn("mv", registry, registry + "-2").expect(0);
    admin.cairn("mv", team, team + "-2").expect(0);
    var to = folder.resolve("out").toString();

    assertThat(ada.cairn("resolve", path + ":best").expect(0).out())
        .startsWith(team + "-2/hand/reader:v1");
    assertThat(ada.cairn("pull", model + ":production", "--to", to).expect(0).out())
        .startsWith(registry + "-2/numbers:v1");
    ada.cairn("verify", path + ":best", to).expect(0);
    ada.cairn("link", path + ":v0", model, "--alias", "staging").expect(0);
    ada.cairn("diff", path + ":v0", model + ":production").expect(0);
    ada.cairn("mv", team + "-2/hand/reader", "elsewhere/hand/reader").expect(2);
    ada.cairn("mv", path, "..").expect(2);
    ada.cairn("mv", team + "/no/such", "x").expect(3);
    assertThat(ada.cairn("mv", team, "other").expect(1).err()).contains("team.admin");
  }

  @Test
  void diff_tells_files_metadata_metrics_and_config() {
    var text = ada.cairn("diff", path + ":best~1", path + ":best").expect(0).out();

    assertThat(text)
        .contains("~ weights.bin", "+ neu – 新.txt")
        .contains("epochs", "metrics:", "~ accuracy  0.9 → 0.91  (+0.01)", "config:", "lr");
    var json = ada.json("diff", path + ":v0", path + ":v1");
    assertThat(json.path("items")).hasSize(2);
    assertThat(json.at("/totals/changed").asInt()).isEqualTo(1);
    assertThat(json.at("/metrics/accuracy/after").asDouble()).isEqualTo(0.91);
    assertThat(json.at("/to/version").asText()).isEqualTo("v1");
    assertThat(ada.json("diff", path + ":v0", path + ":v0").path("items")).isEmpty();
    ada.cairn("diff", path + ":v0", path + ":v1", "--exit-code").expect(1);
    ada.cairn("diff", path + ":v0", model + ":v0", "--exit-code").expect(0);
    assertThat(ada.cairn("diff", path + ":v0", path + ":v1", "--files-only").expect(0).out())
        .doesNotContain("metrics");
    ada.cairn("diff", path + ":v0", path + ":v9").expect(3);
  }

  @Test
  void selectors_of_history_work_wherever_a_version_is_named() {
    var to = folder.resolve("out").toString();

    ada.cairn("pull", model + ":production~1", "--to", to).expect(0);
    ada.cairn("verify", path + ":v0", to).expect(0);
    ada.cairn("verify", model + ":production~1", to).expect(0);
    ada.cairn("link", path + ":best~1", registry + "/other").expect(0);
    assertThat(ada.cairn("resolve", model + ":production~2026-10-01T12:00").expect(1).err())
        .contains("zone");
    assertThat(ada.cairn("resolve", model + ":production~2000-01-01T00:00Z").expect(3).err())
        .contains("pointed at nothing then");
    ada.cairn("alias", "rm", model, "production").expect(0);
    assertThat(ada.json("resolve", model + ":production~1").path("deleted").asBoolean()).isTrue();
    ada.cairn("rollback", model, "production").expect(0);
    ada.cairn("resolve", model + ":production").expect(0);
  }

  @Test
  void drafts_are_listed_shown_and_given_up() {
    var open = ada.json("draft", "ls").path("items").size();
    assertThat(open).isZero();
    var draft =
        api(ada.key())
            .post(
                "/teams/" + team + "/projects/digits/collections/classifier/drafts",
                "{\"type\":\"model\",\"run\":\"train-1\"}")
            .expect(201)
            .at("/id");

    assertThat(ada.cairn("draft", "ls").expect(0).out())
        .contains(draft, path, team + "/digits/runs/train-1");
    assertThat(admin.cairn("draft", "ls", path).expect(0).out()).contains(draft);
    assertThat(admin.cairn("draft", "ls", registry).expect(0).out()).doesNotContain(draft);
    assertThat(ada.cairn("draft", "show", draft).expect(0).out()).contains("open", path);
    ada.cairn("draft", "abandon", draft).expect(0);
    assertThat(ada.json("draft", "ls", team).path("items")).isEmpty();
    assertThat(ada.cairn("draft", "show", draft).expect(0).out()).contains("abandoned");
    ada.cairn("draft", "ls", "no-such-team").expect(3);
  }
}
