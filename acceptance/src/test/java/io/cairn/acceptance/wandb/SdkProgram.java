// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.wandb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cairn.acceptance.server.BuiltServer;
import io.cairn.acceptance.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Programs of `acceptance/wandb`, run by a Python that has the SDK.
///
/// @param folder for what it prints
record SdkProgram(Path python, Path folder) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// The Python that `.ci/run` sets up.
  static Path plain() {
    return python("CAIRN_WANDB_PYTHON", "wandb");
  }

  /// The one that has PyTorch Lightning and Transformers as well.
  static Path ofFrameworks() {
    return python("CAIRN_FRAMEWORKS_PYTHON", "frameworks");
  }

  private static Path python(String variable, String name) {
    var given = System.getenv(variable);
    return given == null
        ? Path.of(System.getProperty("user.home"), ".cache", "cairn", name, "bin", "python")
        : Path.of(given);
  }

  static String adminKey(ServerProcess server) throws IOException {
    return Files.readString(server.data().resolve("admin.key")).strip();
  }

  /// Runs one to its end, which must be a good one.
  ///
  /// @return the last line that it printed
  JsonNode run(
      ServerProcess server, Map<String, String> environment, String script, String... words)
      throws IOException, InterruptedException {
    var said = Files.createTempFile(folder, "sdk", ".out");
    var errors = Files.createTempFile(folder, "sdk", ".err");
    var command = new ArrayList<String>();
    command.add(python.toString());
    command.add(BuiltServer.home().resolve("acceptance/wandb").resolve(script).toString());
    command.addAll(List.of(words));
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(said.toFile())
            .redirectError(errors.toFile());
    builder.environment().putAll(environment);
    var exitCode = builder.start().waitFor();
    assertThat(exitCode).as("%s %s", Files.readString(errors), server.logText()).isZero();
    return JSON.readTree(Files.readString(said).lines().toList().getLast());
  }
}
