// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A collection of garbage as an admin starts it and reads it. What goes when is told by tests that
/// have a clock of their own; here nothing is old enough.
@QuarkusTest
class GcStoryIT extends ServerTest {
  @TempDir private Path folder;
  private Shell admin;
  private Shell shell;
  private String collection;

  @BeforeEach
  void log_in() {
    admin = new Shell(admin().server(), admin().key(), folder);
    var team = newTeam();
    shell = admin.withKey(newTeamPerson(team, "member").api().key());
    collection = team + "/digits/classifier";
  }

  @Test
  void a_dry_run_says_what_stays_and_why() throws IOException {
    Trees.write(folder.resolve("source"), "a.bin", new Random(4), 10_000);
    shell.cairn("log", to("source"), "--name", collection).expect(0);

    var told = admin.json("admin", "gc", "--dry-run");
    var text = admin.cairn("gc", "--dry-run").expect(0);

    assertThat(told.path("state").asText()).isEqualTo("done");
    assertThat(told.at("/report/plan/kept/versions/blobs").asLong()).isGreaterThanOrEqualTo(2);
    assertThat(told.at("/report/plan/kept/versions/bytes").asLong()).isGreaterThan(10_000);
    assertThat(told.at("/report/plan/toRemove/blobs").isNumber()).isTrue();
    assertThat(text.out())
        .contains("kept for versions", "to the trash", "to remove now", "gc done");
  }

  @Test
  void what_is_young_stays_when_it_is_collected() throws IOException {
    Trees.write(folder.resolve("source"), "a.bin", new Random(5), 10_000);
    shell.cairn("log", to("source"), "--name", collection).expect(0);
    shell.cairn("rm", collection + ":v0").expect(0);

    var done = admin.json("admin", "gc", "--allow-fraction", "1");

    assertThat(done.path("state").asText()).isEqualTo("done");
    assertThat(done.at("/report/removed/blobs").asLong()).isZero();
    assertThat(admin.json("gc", "--status").path("kind").asText()).isEqualTo("gc");
    shell.cairn("undelete", collection + ":v0").expect(0);
    shell.cairn("pull", collection + ":v0", "--to", to("copy")).expect(0);
    shell.cairn("verify", to("copy")).expect(0);
  }

  @Test
  void only_admins_collect_and_only_within_bounds() {
    shell.cairn("admin", "gc").expect(1);
    admin()
        .post("/gc", Map.of("allowFraction", 2))
        .expectInvalid("allowFraction", "fraction.range");
    assertThat(admin.json("gc", "--list").path("items").isArray()).isTrue();
    assertThat(admin.json("gc", "--stop").path("stopped").asBoolean()).isTrue();
    assertThat(admin().get("/gc/jobs?limit=1").expect(200).json().path("items")).hasSizeLessThan(2);
  }

  private String to(String name) {
    return folder.resolve(name).toString();
  }
}
