// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `./cairn` against a server, as its first administrator.
///
/// @param more variables of its environment
public record CommandLine(ServerProcess server, Path folder, Map<String, String> more) {
  public CommandLine(ServerProcess server, Path folder) {
    this(server, folder, Map.of());
  }

  /// What it printed and how it ended.
  public record Result(int exitCode, String text) {}

  public Result run(String... words) throws IOException, InterruptedException {
    var log = Files.createTempFile(folder, "client", ".log");
    var exitCode = start(log, words).waitFor();
    return new Result(exitCode, Files.readString(log));
  }

  /// Begins it, for who does not wait for its end.
  ///
  /// @param log file for what it prints
  public Process start(Path log, String... words) throws IOException {
    var command = new ArrayList<String>();
    command.add(BuiltServer.home().resolve("cairn").toString());
    command.addAll(List.of(words));
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("CAIRN_"));
    environment.putAll(more);
    environment.put("CAIRN_NO_BUILD", "1");
    environment.put("CAIRN_URL", server.url().toString());
    environment.put("CAIRN_API_KEY", Files.readString(server.data().resolve("admin.key")).strip());
    environment.put("CAIRN_CACHE_DIR", folder.resolve("cache").toString());
    return builder.start();
  }

  public String ok(String... words) throws IOException, InterruptedException {
    var result = run(words);
    if (result.exitCode() != 0) {
      throw new AssertionError(result.exitCode() + ": " + result.text() + server.logText());
    }
    return result.text();
  }
}
