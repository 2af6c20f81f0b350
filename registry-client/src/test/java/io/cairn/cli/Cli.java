// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Calls the command line as a shell would, with an environment of its own.
final class Cli {
  private final Map<String, String> environment = new HashMap<>();

  Cli(String... environment) {
    for (var i = 0; i < environment.length; i += 2) {
      this.environment.put(environment[i], environment[i + 1]);
    }
  }

  /// What a call printed and its exit code.
  record Result(int exitCode, String out, String err) {}

  Result run(String... arguments) {
    return runWith("", arguments);
  }

  Result runWith(String input, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            environment,
            false);
    var exitCode = Main.run(terminal, arguments);
    return new Result(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
