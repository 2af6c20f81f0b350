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

/// An auditor asks what one bad file has touched.
@QuarkusTest
class FileLineageStoryIT extends ServerTest {
  @Test
  void from_a_bad_file_to_every_alias_that_ever_bore_what_came_of_it(@TempDir Path folder)
      throws IOException {
    var team = fresh("vision");
    var registry = fresh("models");
    var admin = new Shell(admin().server(), admin().key(), folder);
    Trees.write(folder.resolve("data"), "train.csv", new Random(1), 5_000);
    Trees.write(folder.resolve("model"), "weights.bin", new Random(2), 9_000);
    Trees.write(folder.resolve("other"), "weights.bin", new Random(3), 9_000);
    var bad = folder.resolve("data/train.csv");
    admin.cairn("admin", "team", "create", team).expect(0);
    admin.cairn("admin", "registry", "create", registry).expect(0);
    admin.cairn("log", folder.resolve("data").toString(), "--name", team + "/p/data").expect(0);
    var run = admin.cairn("run", "create", team + "/p", "--id", "train").expect(0).out().strip();
    admin.cairn("run", "input", run, team + "/p/data:v0").expect(0);
    for (var name : new String[] {"model", "other"}) {
      var dir = folder.resolve(name).toString();
      var about = name.equals("model") ? new String[] {"--run", run} : new String[] {};
      var log = new String[] {"log", dir, "--name", team + "/p/" + name, "--type", "model"};
      admin.cairn(Trees.concat(log, about)).expect(0);
      admin.cairn("link", team + "/p/" + name + ":v0", registry + "/digits").expect(0);
    }
    admin.cairn("alias", "set", registry + "/digits:v0", "production").expect(0);
    admin
        .cairn("alias", "set", registry + "/digits:v1", "production", "--reason", "größer")
        .expect(0);

    var text = admin.cairn("lineage", "--from-file", bad.toString(), "--only-aliased").expect(0);
    var json = admin.json("lineage", "--from-path", team + "/p/data:v0", "train.csv");
    var digest = json.path("digest").asText();
    var byRun = admin.json("lineage", "--run", run, "--only-aliased", "--up");

    assertThat(text.out())
        .contains("file " + digest, team + "/p/data:v0", "used by " + run, "made " + team)
        .contains(registry + "/digits:production")
        .containsPattern("production +v0 .* \\d\\d:\\d\\d ")
        .doesNotContain("/p/other", "now");
    assertThat(json.path("complete").asBoolean()).isTrue();
    assertThat(admin.json("lineage", "--from-file", digest).path("roots"))
        .isEqualTo(json.path("roots"));
    assertThat(byRun.path("nodes")).isEmpty();
    assertThat(admin.cairn("lineage", "--from-file", "sha256:" + "0".repeat(64)).expect(0).out())
        .contains("no version that you may read holds it");
    admin.cairn("lineage", "--from-file", folder.resolve("none").toString()).expect(2);
    admin.cairn("lineage", "--from-file", digest, "--run", run).expect(2);
    admin.cairn("lineage").expect(2);
    admin.cairn("lineage", "--from-path", team + "/p/data:v0", "none").expect(3);
  }
}
