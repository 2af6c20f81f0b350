// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.wandb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cairn.acceptance.server.BuiltServer;
import io.cairn.acceptance.server.CommandLine;
import io.cairn.acceptance.server.ServerProcess;
import io.cairn.acceptance.server.ServerProcess.Start;
import io.cairn.acceptance.server.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the unmodified SDK of wandb logs is there after a restart, on every face, with one digest.
/// `.ci/run` sets up the Python that has it; without it this is skipped.
class WandbSdkTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void what_the_sdk_logs_is_read_back_by_all_after_a_restart()
      throws IOException, InterruptedException {
    assumeThat(python()).as("a Python with wandb, see .ci/run").isExecutable();
    var start = new Start(folder.resolve("data"));
    JsonNode logged;
    try (var server = ServerProcess.start(start)) {
      try (var admin = server.admin()) {
        Session.ok(admin.json("POST", "/teams", Map.of("name", "vision")));
      }

      logged = story(server, "log");
      server.stop();
    }

    try (var server = ServerProcess.start(start);
        var admin = server.admin()) {
      var read = story(server, "read");
      var resolved = Session.ok(admin.get("/resolve?ref=vision/digits/classifier:best")).json();
      var run =
          Session.ok(admin.get("/teams/vision/projects/digits/runs/" + logged.get("run").asText()))
              .json();
      var pulled = folder.resolve("pulled");
      var line = new CommandLine(server, folder);
      line.ok("pull", "vision/digits/classifier:best", "--to", pulled.toString());

      assertThat(read.get("files")).isEqualTo(logged.get("files"));
      assertThat(read.get("digest")).isEqualTo(logged.get("digest"));
      assertThat(read.get("run")).isEqualTo(logged.get("run"));
      assertThat(read.get("steps").asInt()).isEqualTo(5);
      assertThat(resolved.get("digest").asText())
          .isEqualTo("sha256:" + logged.get("cairn").asText());
      assertThat(run.get("state").asText()).isEqualTo("finished");
      assertThat(run.at("/config/lr").asDouble()).isEqualTo(0.1);
      assertThat(pulled.resolve("weights.bin")).exists();
      assertThat(line.ok("verify", pulled.toString())).isNotEmpty();
      server.stop();
    }
  }

  private JsonNode story(ServerProcess server, String verb)
      throws IOException, InterruptedException {
    var key = Files.readString(server.data().resolve("admin.key")).strip();
    var home = folder.resolve(verb);
    Files.createDirectories(home);
    var said = Files.createTempFile(folder, "sdk", ".out");
    var errors = Files.createTempFile(folder, "sdk", ".err");
    var process =
        new ProcessBuilder(
                List.of(
                    python().toString(),
                    BuiltServer.home().resolve("acceptance/wandb/story.py").toString(),
                    verb,
                    "http://127.0.0.1:" + server.url().getPort(),
                    key,
                    "vision",
                    home.toString()))
            .directory(home.toFile())
            .redirectOutput(said.toFile())
            .redirectError(errors.toFile())
            .start();
    var exitCode = process.waitFor();
    assertThat(exitCode).as("%s %s", Files.readString(errors), server.logText()).isZero();
    return JSON.readTree(Files.readString(said).lines().toList().getLast());
  }

  static Path python() {
    var given = System.getenv("CAIRN_WANDB_PYTHON");
    return given == null
        ? Path.of(System.getProperty("user.home"), ".cache", "cairn", "wandb", "bin", "python")
        : Path.of(given);
  }
}
