// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.wandb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cairn.acceptance.server.BuiltServer;
import io.cairn.acceptance.server.ServerProcess;
import io.cairn.acceptance.server.ServerProcess.Start;
import io.cairn.acceptance.server.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several processes of the unmodified SDK of wandb at once, one that sees its server restarted,
/// and one that is killed. Without a Python that has the SDK this is skipped.
class WandbWritersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PYTHON = SdkProgram.plain();
  private static final int STEPS = 200;
  private static final int FILES = 10_000;

  @TempDir Path folder;

  @BeforeEach
  void require_the_sdk() {
    assumeTrue(Files.isExecutable(PYTHON), "a Python with wandb, see .ci/run");
  }

  /// A program under way, and where it says what.
  private record Writer(Process process, Path said, Path errors) {
    JsonNode end() throws IOException, InterruptedException {
      var exitCode = process.waitFor();
      assertThat(exitCode).as(Files.readString(errors)).isZero();
      return JSON.readTree(Files.readString(said).lines().toList().getLast());
    }

    void awaitStep(int step) throws IOException, InterruptedException {
      while (!Files.readString(errors).contains("step " + step + "\n")) {
        assertThat(process.isAlive()).as(Files.readString(errors)).isTrue();
        Thread.sleep(20);
      }
    }
  }

  @Test
  void processes_fill_one_artifact_together_and_times_to_live_are_kept()
      throws IOException, InterruptedException {
    try (var server = ServerProcess.start(new Start(folder.resolve("data")));
        var admin = server.admin()) {
      Session.ok(admin.json("POST", "/teams", Map.of("name", "vision")));
      var parts = List.of(write(server, "part", 1), write(server, "part", 2));
      for (var part : parts) {
        part.end();
      }
      var whole = write(server, "finish", 3).end();
      var times = write(server, "ttl", 0).end();

      var resolved = Session.ok(admin.get("/resolve?ref=vision/digits/joined:whole")).json();
      assertThat(whole.get("files")).hasSize(3);
      assertThat(resolved.get("files").asInt()).isEqualTo(3);
      assertThat(resolved.get("version").asText()).isEqualTo("v0");
      assertThat(times.get("week").asLong()).isEqualTo(7 * 86_400);
      assertThat(times.get("ever").isNull()).isTrue();
      assertThat(times.get("plain").isNull()).isTrue();
      assertThat(times.get("inherited").isNull()).isTrue();
      Session.ok(admin.json("POST", "/keep-rules/apply", Map.of()));
      awaitKept(admin);
      assertThat(admin.get("/resolve?ref=vision/digits/week:v0").status()).isEqualTo(404);
      assertThat(admin.get("/resolve?ref=vision/digits/plain:v0").status()).isEqualTo(200);
      server.stop();
    }
  }

  @Test
  void a_restart_amid_a_run_loses_nothing_and_a_killed_script_is_crashed()
      throws IOException, InterruptedException {
    assumeTrue(Boolean.getBoolean("testing.long"), "takes a minute");
    var start =
        new Start(folder.resolve("data"))
            .java("-Dcairn.run.crash-after=10S", "-Dcairn.run.crash-check-every=1S");
    Writer streaming;
    int port;
    try (var server = ServerProcess.start(start);
        var admin = server.admin()) {
      Session.ok(admin.json("POST", "/teams", Map.of("name", "vision")));
      port = server.port();
      streaming = write(server, "stream", STEPS);
      streaming.awaitStep(STEPS / 3);
      server.stop();
    }
    try (var server = ServerProcess.start(start.port(port));
        var admin = server.admin()) {
      streaming.end();
      var run = "/teams/vision/projects/digits/runs/";
      assertThat(Session.ok(admin.get(run + "streamed")).json().get("state").asText())
          .isEqualTo("finished");
      assertThat(steps(admin, run + "streamed"))
          .containsExactlyElementsOf(LongStream.range(0, STEPS).boxed().toList());

      var hanging = write(server, "hang", 20);
      hanging.awaitStep(19);
      awaitLines(admin, run + "killed");
      // As when the machine goes: the script and the process that the SDK started.
      hanging.process().descendants().forEach(ProcessHandle::destroyForcibly);
      hanging.process().destroyForcibly();
      var state = "";
      for (var tries = 0; tries < 60 && !state.equals("crashed"); tries++) {
        Thread.sleep(500);
        state = Session.ok(admin.get(run + "killed")).json().get("state").asText();
      }
      assertThat(state).isEqualTo("crashed");
      server.stop();
    }
  }

  /// Each request is counted by the server itself.
  @Test
  void an_artifact_of_many_files_takes_about_a_request_a_file()
      throws IOException, InterruptedException {
    assumeTrue(Boolean.getBoolean("testing.long"), "takes minutes");
    var start =
        new Start(folder.resolve("data"))
            .java(
                "-Dquarkus.http.access-log.enabled=true",
                "-Dquarkus.http.access-log.category=asked")
            .java("-Dquarkus.http.access-log.pattern=%m %U %s");
    try (var server = ServerProcess.start(start);
        var admin = server.admin()) {
      Session.ok(admin.json("POST", "/teams", Map.of("name", "vision")));
      var before = requests(server);
      var began = System.nanoTime();
      var logged = write(server, "many", FILES).end();
      var between = requests(server);
      var sent = System.nanoTime();
      var fetched = write(server, "fetch", FILES).end();
      var after = requests(server);

      System.out.printf(
          "%d files: logged in %d s by %s, downloaded in %d s by %s%n",
          FILES,
          (sent - began) / 1_000_000_000,
          less(between, before),
          (System.nanoTime() - sent) / 1_000_000_000,
          less(after, between));
      assertThat(logged.get("files").asInt()).isEqualTo(FILES);
      assertThat(fetched.get("files").asInt()).isEqualTo(FILES);
      assertThat(sum(less(between, before))).isLessThan(FILES + FILES / 10);
      assertThat(sum(less(after, between))).isLessThan(FILES + FILES / 10);
      server.stop();
    }
  }

  /// How many of each kind the server's log has.
  private static Map<String, Integer> requests(ServerProcess server) {
    var counts = new TreeMap<String, Integer>();
    var lines = Pattern.compile("\\[asked\\].* (GET|POST|PUT|PATCH|HEAD) /([^/? ]*)");
    server
        .logText()
        .lines()
        .map(lines::matcher)
        .filter(Matcher::find)
        .forEach(found -> counts.merge(found.group(1) + " /" + found.group(2), 1, Integer::sum));
    return counts;
  }

  private static Map<String, Integer> less(
      Map<String, Integer> after, Map<String, Integer> before) {
    var counts = new TreeMap<String, Integer>();
    after.forEach((kind, count) -> {
      var more = count - before.getOrDefault(kind, 0);
      if (more > 0) {
        counts.put(kind, more);
      }
    });
    return counts;
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(count -> count).sum();
  }

  private static List<Long> steps(Session admin, String run)
      throws IOException, InterruptedException {
    var steps = new ArrayList<Long>();
    var lines = new TreeSet<Long>();
    var page = Session.ok(admin.get(run + "/history?limit=1000")).json();
    for (var record : page.get("items")) {
      steps.add(record.get("step").asLong());
      assertThat(lines.add(record.get("line").asLong())).isTrue();
    }
    return steps;
  }

  /// Waits until the server has some of a run.
  private static void awaitLines(Session admin, String run)
      throws IOException, InterruptedException {
    var began = System.nanoTime();
    var page = admin.get(run + "/history?limit=1");
    while (page.status() == 404 || Session.ok(page).json().get("items").isEmpty()) {
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(60));
      Thread.sleep(100);
      page = admin.get(run + "/history?limit=1");
    }
  }

  private static void awaitKept(Session admin) throws IOException, InterruptedException {
    var began = System.nanoTime();
    while (!Session.ok(admin.get("/keep-rules/apply"))
        .json()
        .get("state")
        .asText()
        .equals("done")) {
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(60));
      Thread.sleep(100);
    }
  }

  private Writer write(ServerProcess server, String verb, int number) throws IOException {
    var home = folder.resolve(verb + "-" + number);
    Files.createDirectories(home);
    var said = Files.createTempFile(folder, "sdk", ".out");
    var errors = Files.createTempFile(folder, "sdk", ".err");
    var process =
        new ProcessBuilder(
                List.of(
                    PYTHON.toString(),
                    BuiltServer.home().resolve("acceptance/wandb/writers.py").toString(),
                    verb,
                    "http://127.0.0.1:" + server.port(),
                    SdkProgram.adminKey(server),
                    "vision",
                    home.toString(),
                    Integer.toString(number)))
            .directory(home.toFile())
            .redirectOutput(said.toFile())
            .redirectError(errors.toFile())
            .start();
    return new Writer(process, said, errors);
  }
}
