// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cairn.cli.Main;
import io.cairn.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// Somebody's shell: server, key and home folder.
record Shell(URI server, String key, Path home) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// What a call printed and its exit code.
  record Result(int exitCode, String out, String err) {
    Result expect(int code) {
      assertThat(exitCode).as("%s%s", out, err).isEqualTo(code);
      return this;
    }

    JsonNode json() {
      try {
        return JSON.readTree(out);
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(out, e);
      }
    }
  }

  Shell withKey(String other) {
    return new Shell(server, other, home);
  }

  Shell withServer(URI other) {
    return new Shell(other, key, home);
  }

  Result cairn(String... arguments) {
    return cairn(Map.of(), arguments);
  }

  /// With more variables of the environment.
  Result cairn(Map<String, String> more, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var environment = new HashMap<>(more);
    environment.put("CAIRN_URL", server.toString());
    environment.put("CAIRN_API_KEY", key);
    environment.put("HOME", home.toString());
    var terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            InputStream.nullInputStream(),
            environment,
            false);
    var exitCode = Main.run(terminal, arguments);
    return new Result(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /// A call with `--json` that must succeed.
  JsonNode json(String... arguments) {
    var all = Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray(String[]::new);
    return cairn(all).expect(0).json();
  }
}
