// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `cairn run -- PROGRAM` against the real server, with real programs.
@QuarkusTest
@NullUnmarked
class RunProgramIT extends ServerTest {
  @TempDir Path home;

  private Workshop workshop;

  @BeforeEach
  void begin() throws IOException {
    var team = newTeam();
    var member = newTeamPerson(team, "member");
    workshop = new Workshop(member.api(), home, team + "/digits").withFewPrograms();
  }

  @Test
  void a_script_without_any_library_becomes_a_run_with_curves() throws IOException {
    workshop.with("PATH", System.getenv("PATH")).with("CUDA_VISIBLE_DEVICES", "0,1");
    workshop.write(
        "code/train.sh",
        """
        #!/bin/sh
        echo "run $CAIRN_RUN of $CAIRN_PROJECT"
        for step in 1 2 3; do echo "cairn: {\\"step\\":$step,\\"loss\\":0.$step}"; done
        printf '10%%\\r50%%\\r100%%\\n'
        echo 'mehr Größe 数据' >&2
        exit 3
        """);
    workshop.write("code/package-lock.json", "{\"lockfileVersion\":3}");
    workshop.commit("code");
    workshop.write("code/notes.txt", "not committed\n");
    workshop.write("params.yaml", "lr: 0.5\nepochs: 6\nlayers: [16, 10]\n");

    var result =
        workshop.run(
            "code",
            "t1",
            "--title",
            "Erste",
            "--tag",
            "x",
            "--config-file",
            home + "/params.yaml",
            "-c",
            "seed=7",
            "--",
            "./train.sh",
            "--lr",
            "0.1",
            "--augment");

    assertThat(result.exitCode()).as(result.err()).isEqualTo(3);
    assertThat(result.out())
        .startsWith("run " + workshop.project() + "/runs/t1 of " + workshop.project() + "\n")
        .endsWith("10%\r50%\r100%\n");
    assertThat(result.err()).contains("mehr Größe 数据\n");
    var run = workshop.get("t1");
    assertThat(run.path("state").asText()).isEqualTo("failed");
    assertThat(run.path("exitCode").asInt()).isEqualTo(3);
    assertThat(run.path("title").asText()).isEqualTo("Erste");
    assertThat(run.path("config").toString())
        .isEqualTo("{\"lr\":0.1,\"epochs\":6,\"layers\":[16,10],\"augment\":true,\"seed\":7}");
    assertThat(run.path("summary").path("loss").asDouble()).isEqualTo(0.3);
    assertThat(workshop.history("t1", "metrics")).hasSize(3);
    assertThat(workshop.console("t1"))
        .contains(
            "stdout: 100%", "stderr: mehr Größe 数据", "stdout: cairn: {\"step\":2,\"loss\":0.2}")
        .hasSize(6);
    var facts = run.path("environment");
    assertThat(facts.path("command").path("arguments").toString())
        .isEqualTo("[\"./train.sh\",\"--lr\",\"0.1\",\"--augment\"]");
    assertThat(facts.path("git").path("commit").asText()).hasSize(40);
    assertThat(facts.path("git").path("dirty").asBoolean()).isTrue();
    assertThat(facts.path("variables").path("CUDA_VISIBLE_DEVICES").asText()).isEqualTo("0,1");
    assertThat(facts.path("cpu").path("threads").asInt()).isPositive();
    assertThat(facts.path("memory").path("totalBytes").asLong()).isPositive();
    assertThat(facts.path("runtime").path("python").path("version").asText()).startsWith("3.");
    assertThat(workshop.file("t1", "code/diff.patch")).contains("notes.txt", "+not committed");
    assertThat(workshop.file("t1", "environment/project/package-lock.json")).contains("3");
    for (var file : workshop.files("t1")) {
      var path = file.path("path").asText();
      assertThat(facts.path("files").path(path).path("digest"))
          .as(path)
          .isEqualTo(file.path("digest"));
    }
    assertThat(home.resolve("state/cairn/spool")).isEmptyDirectory();
  }

  @Test
  void nothing_of_a_planted_secret_reaches_the_server() throws IOException {
    var canaries =
        List.of(
            "canary-environ-1",
            "canary-argument-2",
            "canary-equals-3",
            "canary-config-4",
            "canary-remote-5",
            "canary-file-6",
            "canary-dotenv-7",
            "canary-allowed-8",
            "crn_p_canaryshape000000000000",
            "canary-title-9",
            "canary-metric-10");
    workshop.with("DB_PASSWORD", canaries.get(0)).with("MY_TOKEN", canaries.get(7));
    workshop.with("TITLE_SECRET", canaries.get(9)).with("METRIC_KEY", canaries.get(10));
    workshop.write(
        "code/train.sh",
        """
        #!/bin/sh
        printf 'half of it: canary-env'; sleep 1.3; echo iron-1
        echo "$DB_PASSWORD $* crn_p_canaryshape000000000000" >&2
        echo "cairn: {\\"loss\\":1,\\"note\\":\\"$METRIC_KEY\\"}"
        """);
    workshop.commit("code");
    workshop.call(
        home.resolve("code"),
        "git",
        "remote",
        "add",
        "origin",
        "https://ada:canary-remote-5@git.example.org/x.git");
    workshop.write("code/settings.txt", "password is canary-environ-1\n");
    workshop.write("code/other.txt", "crn_p_canaryshape000000000000\n");
    workshop.write("code/.env", "X=canary-dotenv-7\n");
    workshop.write("code/id_rsa", "canary-file-6\n");
    workshop.write("code/plain.txt", "fine\n");

    var result =
        workshop.run(
            "code",
            "t2",
            "--env-allow",
            "MY_TOKEN",
            "--title",
            "of canary-title-9",
            "-c",
            "api_key=canary-config-4",
            "--",
            "./train.sh",
            "--token",
            "canary-argument-2",
            "--password=canary-equals-3",
            "https://u:canary-remote-5@host/");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("canary-environ-1");
    var run = workshop.get("t2");
    var said = new StringBuilder(run.toString());
    said.append(String.join("\n", workshop.console("t2")));
    said.append(workshop.history("t2", "metrics"));
    workshop
        .files("t2")
        .forEach(file -> said.append(workshop.file("t2", file.path("path").asText())));
    for (var canary : canaries) {
      assertThat(said.toString()).doesNotContain(canary);
      assertThat(holders(canary)).as(canary).isEmpty();
    }
    assertThat(workshop.console("t2")).contains("stdout: half of it: ***");
    assertThat(run.path("environment").path("git").path("remote").asText())
        .isEqualTo("https://git.example.org/x.git");
    assertThat(run.path("environment").path("git").path("leftOut").findValuesAsText("path"))
        .containsExactlyInAnyOrder("settings.txt", "other.txt", ".env", "id_rsa");
    assertThat(workshop.file("t2", "code/diff.patch")).contains("plain.txt");
    assertThat(run.path("environment").path("variables").path("MY_TOKEN").asText())
        .isEqualTo("***");
  }

  @Test
  void exit_codes_of_what_cannot_begin_are_their_own_and_make_no_run() throws IOException {
    workshop.write("code/plain.txt", "no program");

    assertThat(workshop.run("code", "a", "--", "no-such-program").exitCode()).isEqualTo(127);
    assertThat(workshop.run("code", "b", "--", "./plain.txt").exitCode()).isEqualTo(126);
    assertThat(workshop.run("code", "c").exitCode()).isEqualTo(2);
    assertThat(workshop.run("code", "c", "--config-file", "none.yaml", "--", "sh").exitCode())
        .isEqualTo(2);
    workshop.run("code", "d", "--", "sh", "-c", "exit 0").expect(0);
    var taken = workshop.run("code", "d", "--", "sh", "-c", "echo > began").expect(125);
    assertThat(taken.err()).contains("id is taken");
    assertThat(home.resolve("code/began")).doesNotExist();
    workshop.with("CAIRN_API_KEY", "crn_p_wrong");
    assertThat(workshop.run("code", "e", "--", "sh", "-c", "exit 0").exitCode()).isEqualTo(125);
    workshop.with("CAIRN_API_KEY", workshop.api().key());
    for (var id : List.of("a", "b", "c", "e")) {
      workshop.api().get(workshop.path(id)).expect(404);
    }
    assertThat(home.resolve("state/cairn/spool")).isEmptyDirectory();
  }

  @Test
  void a_program_that_is_killed_fails_with_its_signal() throws IOException {
    workshop.write("code/x.txt", "x");

    var result = workshop.run("code", "k", "--", "sh", "-c", "kill -9 $$");

    assertThat(result.exitCode()).isEqualTo(137);
    assertThat(workshop.get("k").path("exitCode").asInt()).isEqualTo(137);
    assertThat(workshop.get("k").path("state").asText()).isEqualTo("failed");
  }

  @Test
  void a_signal_to_us_reaches_the_program_and_its_exit_code_comes_back() throws Exception {
    workshop.write(
        "code/train.sh",
        """
        #!/bin/sh
        trap 'echo saved; kill $!; exit 7' TERM
        echo ready
        sleep 30 &
        wait
        """);
    var process =
        workshop.start(
            "run", "-q", "--name", "s", "-C", home.resolve("code").toString(), "--", "./train.sh");
    var said = process.inputReader(StandardCharsets.UTF_8);
    var first = said.readLine();

    // The process's own method would close what it says, too.
    process.toHandle().destroy();
    var exitCode = Workshop.await(process);

    assertThat(first).isEqualTo("ready");
    assertThat(said.lines().toList()).contains("saved");
    assertThat(exitCode).isEqualTo(7);
    var run = workshop.get("s");
    assertThat(run.path("exitCode").asInt()).isEqualTo(7);
    assertThat(run.path("state").asText()).isEqualTo("failed");
    assertThat(run.path("heartbeatAt").isTextual()).isTrue();
    assertThat(workshop.console("s")).contains("stdout: ready", "stdout: saved");
  }

  @Test
  void a_server_that_is_away_stops_nothing_and_gets_all_when_it_is_back() throws Exception {
    workshop.write("code/x.txt", "x");
    try (var door = new ClosedDoor(workshop.server())) {
      workshop.with("CAIRN_URL", door.url().toString());
      door.openAfterMillis(1_500);

      var result =
          workshop.run(
              "code", "o", "--", "sh", "-c", "for i in 1 2 3 4; do echo $i; sleep 0.5; done");

      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(result.err()).contains("is not reachable");
    }
    assertThat(workshop.console("o"))
        .containsExactly("stdout: 1", "stdout: 2", "stdout: 3", "stdout: 4");
    assertThat(workshop.get("o").path("state").asText()).isEqualTo("finished");
  }

  @Test
  void an_answer_that_is_lost_makes_nothing_twice() throws Exception {
    workshop.write("code/x.txt", "x");
    try (var proxy = new LosingProxy(workshop.server())) {
      workshop.with("CAIRN_URL", proxy.url().toString());

      var result =
          workshop.run(
              "code", "p", "--", "sh", "-c", "for i in 1 2 3; do echo 'cairn: {\"a\":1}'; done");

      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(proxy.lost()).anyMatch(path -> path.endsWith("/history"));
    }
    assertThat(workshop.history("p", "metrics")).hasSize(3);
    assertThat(workshop.console("p")).hasSize(3);
    assertThat(workshop.get("p").path("state").asText()).isEqualTo("finished");
  }

  @Test
  void what_could_not_be_sent_is_kept_and_sent_later() throws Exception {
    workshop.write("code/x.txt", "x");
    try (var door = new ClosedDoor(workshop.server())) {
      workshop.with("CAIRN_URL", door.url().toString());

      var result =
          workshop.run(
              "code",
              "l",
              "--flush-wait",
              "0.5",
              "-c",
              "lr=1",
              "--",
              "sh",
              "-c",
              "echo one; echo two; exit 4");
      var tooEarly = workshop.cairn("run", "sync");
      door.openAfterMillis(0);
      var sent = workshop.cairn("run", "sync");
      var nothing = workshop.cairn("run", "sync");

      assertThat(result.exitCode()).isEqualTo(4);
      assertThat(result.err()).contains("cairn run sync " + home.resolve("state"));
      assertThat(tooEarly.exitCode()).isEqualTo(5);
      assertThat(sent.exitCode()).as(sent.err()).isZero();
      assertThat(nothing.err()).contains("nothing is left to send");
    }
    assertThat(workshop.console("l")).containsExactly("stdout: one", "stdout: two");
    var run = workshop.get("l");
    assertThat(run.path("exitCode").asInt()).isEqualTo(4);
    assertThat(run.path("config").path("lr").asInt()).isEqualTo(1);
    assertThat(workshop.file("l", "code/files/x.txt")).isEqualTo("x");
    assertThat(home.resolve("state/cairn/spool")).isEmptyDirectory();
  }

  @Test
  void a_run_that_goes_on_gets_new_lines_behind_the_old() throws IOException {
    workshop.write("code/x.txt", "x");
    workshop
        .run("code", "r", "--sample-every", "0.3", "--", "sh", "-c", "echo 1; sleep 0.7")
        .expect(0);

    workshop
        .run(
            "code",
            "r",
            "--resume",
            "must",
            "--sample-every",
            "0.3",
            "--",
            "sh",
            "-c",
            "echo 2; sleep 0.7; echo 3")
        .expect(0);

    assertThat(workshop.console("r")).containsExactly("stdout: 1", "stdout: 2", "stdout: 3");
    assertThat(workshop.history("r", "system").size()).isGreaterThanOrEqualTo(4);
    assertThat(workshop.history("r", "system").get(0).path("values").path("processes").asInt())
        .isPositive();
  }

  @Test
  void metrics_in_a_file_and_many_lines_arrive() throws IOException {
    workshop.write(
        "code/train.sh",
        """
        #!/bin/sh
        for i in 1 2 3; do echo "{\\"step\\":$i,\\"acc\\":0.$i}" >> metrics.jsonl; done
        printf '{"step":4,"acc":0.9}' >> metrics.jsonl
        seq 1 30000
        """);
    workshop.write("code/metrics.jsonl", "{\"step\":0,\"acc\":99}\n");

    workshop.run("code", "m", "--metrics-file", "metrics.jsonl", "--", "./train.sh").expect(0);

    var metrics = workshop.history("m", "metrics");
    assertThat(metrics.findValuesAsText("acc")).containsExactly("0.1", "0.2", "0.3", "0.9");
    var last = workshop.api().get(workshop.path("m") + "/history?stream=console&limit=1000").json();
    var count = last.path("items").size();
    for (var next = last.path("next"); next.isTextual(); next = last.path("next")) {
      last =
          workshop
              .api()
              .get(
                  workshop.path("m") + "/history?stream=console&limit=1000&cursor=" + next.asText())
              .expect(200)
              .json();
      count += last.path("items").size();
    }
    assertThat(count).isEqualTo(30_000);
  }

  @Test
  void inputs_are_pinned_and_pulled_and_calls_inside_belong_to_the_run() throws IOException {
    Trees.write(home.resolve("data"), "a.bin", new Random(1), 100);
    workshop.write("code/x.txt", "x");
    var collection = workshop.project() + "/data";
    workshop.cairn("log", home.resolve("data").toString(), "--name", collection).expect(0);

    var result =
        workshop.run(
            "code",
            "i",
            "--use",
            collection + ":latest=in/data",
            "--",
            "sh",
            "-c",
            "cat in/data/a.bin > copy.bin");
    workshop.with("CAIRN_RUN", workshop.project() + "/runs/i");
    workshop
        .cairn("log", home.resolve("data").toString(), "--name", workshop.project() + "/out")
        .expect(0);
    workshop.cairn("pull", collection, "--to", home.resolve("again").toString()).expect(0);

    assertThat(result.exitCode()).as(result.err()).isZero();
    var outputs = workshop.api().get(workshop.path("i") + "/outputs").expect(200).json();
    var inputs = workshop.api().get(workshop.path("i") + "/inputs").expect(200).json();
    assertThat(outputs.at("/items/0/path").asText()).isEqualTo(workshop.project() + "/out");
    assertThat(inputs.path("items")).hasSize(1);
    assertThat(workshop.get("i").at("/environment/inputs/0/folder").asText()).isEqualTo("in/data");
    workshop.without("CAIRN_RUN");
  }

  /// Files of the server's data folder that hold a text.
  private static List<Path> holders(String text) throws IOException {
    try (Stream<Path> files = Files.walk(dataDir())) {
      return files.filter(Files::isRegularFile).filter(file -> holds(file, text)).toList();
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
