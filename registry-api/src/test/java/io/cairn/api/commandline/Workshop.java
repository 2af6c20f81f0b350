// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.api.testing.Api;
import io.cairn.cli.Main;
import io.cairn.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Somebody's machine with a project under git and a program to train with: where runs are made.
final class Workshop {
  private final Api api;
  private final Path home;
  private final String project;
  private final Map<String, String> environment = new TreeMap<>();

  Workshop(Api api, Path home, String project) {
    this.api = api;
    this.home = home;
    this.project = project;
    environment.put("CAIRN_URL", api.server().toString());
    environment.put("CAIRN_API_KEY", api.key());
    environment.put("CAIRN_PROJECT", project);
    environment.put("HOME", home.toString());
    environment.put("XDG_STATE_HOME", home.resolve("state").toString());
    environment.put("PATH", System.getenv("PATH"));
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
  }

  /// Without what takes long to ask: only these programs are there.
  Workshop withFewPrograms() throws IOException {
    var programs = Files.createDirectories(home.resolve("programs"));
    for (var name : List.of("sh", "git", "sleep", "cat", "kill", "env", "seq")) {
      for (var place : System.getenv("PATH").split(File.pathSeparator)) {
        var program = Path.of(place, name);
        if (Files.isExecutable(program) && !Files.exists(programs.resolve(name))) {
          write("programs/" + name, "#!/bin/sh\nexec " + program + " \"$@\"\n");
        }
      }
    }
    return with("PATH", programs.toString());
  }

  Workshop with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Workshop without(String name) {
    environment.remove(name);
    return this;
  }

  String project() {
    return project;
  }

  Path home() {
    return home;
  }

  URI server() {
    return api.server();
  }

  /// A file of the project, made executable if it is a script.
  Path write(String path, String text) throws IOException {
    var file = home.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    if (text.startsWith("#!")) {
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    return file;
  }

  /// All that lies in a folder, committed.
  void commit(String folder) {
    var place = home.resolve(folder);
    call(place, "git", "init", "-q");
    call(place, "git", "add", "-A");
    call(
        place,
        "git",
        "-c",
        "user.name=ada",
        "-c",
        "user.email=ada@example.org",
        "commit",
        "-qm",
        "one");
  }

  void call(Path folder, String... command) {
    try {
      var builder =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
      builder.environment().putAll(environment);
      var process = builder.start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as("%s%n%s", List.of(command), said).isZero();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Shell.Result cairn(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            InputStream.nullInputStream(),
            Map.copyOf(environment),
            false);
    var exitCode = Main.run(terminal, arguments);
    return new Shell.Result(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /// `cairn run` in a folder, under that id.
  Shell.Result run(String folder, String id, String... arguments) {
    var all = new ArrayList<>(List.of("run", "--name", id, "-C", home.resolve(folder).toString()));
    all.addAll(Arrays.asList(arguments));
    return cairn(all.toArray(String[]::new));
  }

  /// The command line as a process of its own, which can be sent signals.
  Process start(String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add("io.cairn.cli.Main");
    command.addAll(Arrays.asList(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectInput(new File("/dev/null"));
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  static int await(Process process) throws InterruptedException {
    assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  JsonNode get(String id) {
    return api.get(path(id)).expect(200).json();
  }

  /// Lines of the console, each after its stream.
  List<String> console(String id) {
    var lines = new ArrayList<String>();
    for (var each : api.get(path(id) + "/history?stream=console&limit=1000").json().path("items")) {
      var values = each.path("values");
      lines.add(values.path("stream").asText() + ": " + values.path("text").asText());
    }
    return lines;
  }

  JsonNode history(String id, String stream) {
    return api.get(path(id) + "/history?stream=" + stream).expect(200).json().path("items");
  }

  JsonNode files(String id) {
    return api.get(path(id) + "/files?limit=1000").expect(200).json().path("items");
  }

  String file(String id, String path) {
    return api.get(path(id) + "/files/" + path).expect(200).text();
  }

  Api api() {
    return api;
  }

  String path(String id) {
    var names = project.split("/");
    return "/teams/" + names[0] + "/projects/" + names[1] + "/runs/" + id;
  }
}
