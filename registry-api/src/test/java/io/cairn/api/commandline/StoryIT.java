// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From an empty installation to a model in production, with nothing but the command line.
@QuarkusTest
class StoryIT extends ServerTest {
  @Test
  void data_run_model_link_promotion_and_lineage(@TempDir Path folder) throws IOException {
    var team = fresh("vision");
    var registry = fresh("models");
    var user = fresh("ada");
    var admin = new Shell(admin().server(), admin().key(), folder);
    Trees.write(folder.resolve("data"), "train.csv", new Random(1), 5_000);
    Trees.write(folder.resolve("model"), "weights.bin", new Random(2), 9_000);

    admin.cairn("admin", "team", "create", team).expect(0);
    admin.cairn("admin", "user", "create", user).expect(0);
    admin.cairn("admin", "team", "add-member", team, user, "--role", "member").expect(0);
    admin.cairn("admin", "registry", "create", registry).expect(0);
    admin.cairn("admin", "registry", "add-member", registry, user, "--role", "member").expect(0);
    admin.cairn("admin", "registry", "protect", registry, "production").expect(0);
    var key = admin.cairn("admin", "key", "create", "--user", user, "--quiet").expect(0).out();
    var ada = admin.withKey(key.strip());

    ada.cairn("log", folder.resolve("data").toString(), "--name", team + "/digits/data").expect(0);
    var run =
        ada.cairn("run", "create", team + "/digits", "--config", "lr=0.1", "--id", "train-1")
            .expect(0)
            .out()
            .strip();
    ada.cairn("run", "input", run, team + "/digits/data:v0").expect(0);
    ada.cairn("run", "log", run, "loss=0.35", "accuracy=0.91", "--step", "1").expect(0);
    var model =
        ada.json(
            "log",
            folder.resolve("model").toString(),
            "--name",
            team + "/digits/classifier",
            "--type",
            "model",
            "--alias",
            "best",
            "--run",
            run);
    ada.cairn("run", "finish", run).expect(0);
    var link =
        ada.json("link", team + "/digits/classifier:best", registry + "/digits", "-a", "staging");
    var refused = ada.cairn("alias", "set", registry + "/digits:staging", "production").expect(1);
    admin.cairn("alias", "set", registry + "/digits:staging", "production").expect(0);

    assertThat(refused.err()).contains("alias.protected");
    assertThat(link.path("digest")).isEqualTo(model.path("digest"));
    assertThat(ada.json("show", run).path("state").asText()).isEqualTo("finished");
    assertThat(ada.json("show", run).path("config").path("lr").asDouble()).isEqualTo(0.1);
    assertThat(ada.cairn("unlink", registry + "/digits:v0").expect(1).err())
        .contains("alias.protected");
    assertThat(ada.json("resolve", registry + "/digits:production").path("digest"))
        .isEqualTo(model.path("digest"));
    assertThat(ada.cairn("lineage", registry + "/digits:production", "-d", "up").expect(0).out())
        .contains("classifier:v0", "made by " + run, "used " + team + "/digits/data:v0");
    assertThat(ada.cairn("lineage", team + "/digits/data:v0", "-d", "down").expect(0).out())
        .contains("used by " + run, "made " + team + "/digits/classifier:v0");
    assertThat(ada.cairn("ls", team).expect(0).out()).contains("digits");
    assertThat(ada.cairn("ls", team + "/digits").expect(0).out()).contains("classifier", "data");
    assertThat(ada.cairn("ls", registry).expect(0).out()).contains("digits");
    assertThat(ada.cairn("ls", registry + "/digits").expect(0).out()).contains("v0", "production");
    assertThat(ada.cairn("ls").expect(0).out()).contains(team, registry);
    assertThat(ada.cairn("run", "ls", team + "/digits").expect(0).out()).contains(run);
  }
}
