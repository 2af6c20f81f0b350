// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `cairn rerun` against the real server and real repositories.
@QuarkusTest
@NullUnmarked
class RerunIT extends ServerTest {
  private static final String SCRIPT =
      """
      #!/bin/sh
      cat part.txt
      echo "lr $2"
      """;

  @TempDir Path home;

  private Workshop workshop;

  @BeforeEach
  void begin() throws IOException {
    var team = newTeam();
    var member = newTeamPerson(team, "member");
    workshop = new Workshop(member.api(), home, team + "/digits").withFewPrograms();
  }

  @Test
  void a_dirty_tree_is_built_again_to_the_byte_and_runs_again() throws IOException {
    var before = dirtyRun("t1");

    var rerun = rerun("t1", "--repo", home.resolve("repo").toString());

    assertThat(rerun.exitCode()).as("%s%s", rerun.out(), rerun.err()).isZero();
    assertThat(rerun.out())
        .contains(
            "is the run's",
            "cd " + home.toRealPath().resolve("again/code") + " && ",
            "./train.sh --lr 0.1");
    assertThat(tree("again")).isEqualTo(before);
    assertThat(home.resolve("again/code/train.sh")).isExecutable();
    assertThat(home.resolve("again/.cairn/environment/README.md")).content().contains("t1");
    assertThat(home.resolve("again/.cairn/environment/project/package-lock.json")).exists();
  }

  @Test
  void the_new_run_is_a_child_of_the_old_with_its_settings_and_inputs() throws IOException {
    dirtyRun("t2");

    var rerun = rerun("t2", "--repo", home.resolve("repo").toString(), "--exec");

    assertThat(rerun.exitCode()).as("%s%s", rerun.out(), rerun.err()).isZero();
    assertThat(rerun.out()).endsWith("part one\nlr 0.1\n");
    assertThat(rerun.err()).contains("ended with exit code 0");
    var runs = workshop.api().get(workshop.path("").replaceAll("/$", "")).json().path("items");
    assertThat(runs).hasSize(2);
    var child = runs.get(0);
    assertThat(child.path("parent").asText()).isEqualTo(workshop.project() + "/runs/t2");
    assertThat(child.path("config").path("lr").asDouble()).isEqualTo(0.1);
    assertThat(child.path("state").asText()).isEqualTo("finished");
    var old = workshop.get("t2").path("environment").path("git");
    assertThat(child.path("environment").path("git").path("tree")).isEqualTo(old.path("tree"));
    var inputs = workshop.api().get(workshop.path(child.path("id").asText()) + "/inputs").json();
    assertThat(inputs.path("items")).hasSize(1);
    assertThat(Trees.read(home.resolve("again/code/in")))
        .isEqualTo(Trees.read(home.resolve("data")));
  }

  @Test
  void sources_without_a_repository_are_built_again_too() throws IOException {
    workshop.write("loose/train.sh", SCRIPT);
    workshop.write("loose/sub/ü b.txt", "text\n");
    workshop.write("loose/part.txt", "part\n");
    workshop.run("loose", "n1", "--", "./train.sh", "--lr", "1").expect(0);

    var rerun = rerun("n1");

    assertThat(rerun.exitCode()).as("%s%s", rerun.out(), rerun.err()).isZero();
    assertThat(tree("again")).isEqualTo(tree("loose"));
    assertThat(home.resolve("again/train.sh")).isExecutable();
  }

  @Test
  void what_was_left_out_is_named_and_the_exit_code_says_so() throws IOException {
    workshop.write("loose/train.sh", SCRIPT);
    workshop.write("loose/.env", "X=1\n");
    workshop.write("loose/part.txt", "part\n");
    workshop.run("loose", "n2", "--", "./train.sh", "--lr", "1").expect(0);

    var rerun = rerun("n2");
    var again = rerun("n2");

    assertThat(rerun.exitCode()).isEqualTo(1);
    assertThat(rerun.out()).contains("missing: .env: may hold a secret");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("is not empty");
    assertThat(rerunInto("other", "n2", "--exec").exitCode()).isEqualTo(1);
  }

  @Test
  void a_patch_that_was_changed_since_is_found() throws IOException {
    dirtyRun("t3");
    var patch = workshop.file("t3", "code/diff.patch").replace("+part one", "+part two");
    workshop
        .api()
        .putBytes(
            workshop.path("t3") + "/files/code/diff.patch", patch.getBytes(StandardCharsets.UTF_8))
        .expect(200);

    var rerun = rerun("t3", "--repo", home.resolve("repo").toString());

    assertThat(rerun.exitCode()).isEqualTo(4);
    assertThat(rerun.err()).contains("code/diff.patch");
    assertThat(home.resolve("again")).doesNotExist();
  }

  @Test
  void a_tree_that_is_another_is_found_though_every_file_is_right() throws IOException {
    dirtyRun("t4");
    change("t4", "tree", "0".repeat(40));

    var rerun = rerun("t4", "--repo", home.resolve("repo").toString());

    assertThat(rerun.exitCode()).isEqualTo(4);
    assertThat(rerun.err()).contains("is not the run's");
  }

  @Test
  void a_remote_that_would_do_more_than_fetch_is_refused() throws IOException {
    dirtyRun("t5");
    for (var remote :
        List.of("ext::sh -c 'echo > owned'", "--upload-pack=sh", "file:///etc", "/", "fd::3")) {
      change("t5", "remote", remote);

      var rerun = rerun("t5");

      assertThat(rerun.exitCode()).as(remote).isEqualTo(1);
      assertThat(rerun.err()).contains("--repo");
      assertThat(home.resolve("again")).doesNotExist();
    }
  }

  @Test
  void hooks_filters_and_links_of_the_repository_do_nothing() throws IOException {
    workshop.write("repo/.gitattributes", "*.txt filter=evil\n");
    workshop.write("repo/part.txt", "part\n");
    workshop.write("repo/train.sh", SCRIPT);
    Files.createSymbolicLink(home.resolve("repo/in"), home.resolve("outside"));
    Files.createDirectories(home.resolve("outside"));
    workshop.commit("repo");
    workshop.write("repo/.git/hooks/post-checkout", "#!/bin/sh\necho > " + home + "/owned\n");
    workshop.write(
        "gitconfig", "[filter \"evil\"]\n\tsmudge = sh -c 'echo > " + home + "/owned'\n");
    data();
    workshop
        .run("repo", "t6", "--use", workshop.project() + "/data", "--", "./train.sh", "--lr", "1")
        .expect(0);
    workshop.with("GIT_CONFIG_GLOBAL", home.resolve("gitconfig").toString());
    change("t6", "folder", "in");

    var rerun = rerun("t6", "--repo", home.resolve("repo").toString());

    assertThat(rerun.exitCode()).isEqualTo(1);
    assertThat(rerun.err()).contains("leads over a link");
    assertThat(home.resolve("owned")).doesNotExist();
    assertThat(home.resolve("outside")).isEmptyDirectory();
  }

  @Test
  void paths_that_lead_out_of_the_folder_are_refused() throws IOException {
    workshop.write("loose/part.txt", "part\n");
    workshop.run("loose", "n3", "--", "sh", "-c", "exit 0").expect(0);
    change("n3", "executable", List.of("../../outside"));

    assertThat(rerun("n3").exitCode()).isEqualTo(1);
    assertThat(home.resolve("again")).doesNotExist();
  }

  /// A run in a repository with changes of every kind; answers the tree as it was.
  private Map<String, String> dirtyRun(String id) throws IOException {
    data();
    workshop.write("repo/code/train.sh", SCRIPT);
    workshop.write("repo/code/part.txt", "part\n");
    workshop.write("repo/code/package-lock.json", "{}");
    workshop.write("repo/gone.txt", "gone\n");
    workshop.write("repo/.gitignore", "in/\n");
    Trees.write(home.resolve("repo"), "binary.bin", new Random(1), 5_000);
    workshop.commit("repo");
    workshop.write("repo/code/part.txt", "part one\n");
    workshop.write("repo/new/файл mit \"blank\".txt", "new\r\nlast without end");
    Trees.write(home.resolve("repo"), "binary.bin", new Random(2), 6_000);
    Files.delete(home.resolve("repo/gone.txt"));
    var before = tree("repo");
    workshop
        .run(
            "repo/code",
            id,
            "--use",
            workshop.project() + "/data=in",
            "--",
            "./train.sh",
            "--lr",
            "0.1")
        .expect(0);
    return before;
  }

  private void data() throws IOException {
    Trees.write(home.resolve("data"), "a.bin", new Random(3), 1_000);
    workshop
        .cairn("log", home.resolve("data").toString(), "--name", workshop.project() + "/data")
        .expect(0);
  }

  /// Says something else of the sources than the run did.
  private void change(String id, String name, Object value) {
    var facts = workshop.get(id).path("environment");
    var kind = facts.has("git") ? "git" : "code";
    var members = new LinkedHashMap<String, Object>();
    facts.path(kind).properties().forEach(each -> members.put(each.getKey(), each.getValue()));
    members.put(name, value);
    workshop
        .api()
        .patch(workshop.path(id), Map.of("environment", Map.of(kind, members)))
        .expect(200);
  }

  private Map<String, String> tree(String name) throws IOException {
    var files = Trees.read(home.resolve(name));
    files
        .keySet()
        .removeIf(path ->
            path.startsWith(".git/") || path.startsWith(".cairn/") || path.startsWith("code/in/"));
    return files;
  }

  private Shell.Result rerun(String id, String... more) {
    return rerunInto("again", id, more);
  }

  private Shell.Result rerunInto(String folder, String id, String... more) {
    var all =
        new ArrayList<>(
            List.of(
                "rerun",
                workshop.project() + "/runs/" + id,
                "--into",
                home.resolve(folder).toString()));
    all.addAll(List.of(more));
    return workshop.cairn(all.toArray(String[]::new));
  }
}
