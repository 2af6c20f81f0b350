// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.CairnClient;
import io.cairn.client.CairnException;
import io.cairn.client.RetryPolicy;
import io.cairn.client.capture.CaptureOptions;
import io.cairn.client.capture.CaptureRequest;
import io.cairn.client.capture.CaptureRun;
import io.cairn.client.capture.FlagReader;
import io.cairn.client.capture.ParameterFile;
import io.cairn.client.capture.Secrets;
import io.cairn.client.capture.Streams;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Runs a program as a run, and hands its exit code on.
final class RunProgram {
  static final int NOT_BEGUN = 125;
  static final int NOT_EXECUTABLE = 126;
  static final int NOT_FOUND = 127;

  private static final String ID_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Session session;
  private final RunProgramOptions options;

  RunProgram(Session session, RunProgramOptions options) {
    this.session = session;
    this.options = options;
  }

  int call() {
    if (options.command.isEmpty()) {
      throw CairnException.usage(
          "say what to run after '--': cairn run --project team/project -- python train.py");
    }
    return call(this::request);
  }

  /// A run of `options` with the settings and the variables of an earlier one.
  int again(JsonNode config, Map<String, String> variables) {
    return call(() -> {
      var request = request();
      var members = request.members().deepCopy();
      members.set("config", config);
      var environment = new LinkedHashMap<>(request.environment());
      environment.putAll(variables);
      return new CaptureRequest(
          request.project(),
          request.id(),
          members,
          request.command(),
          request.folder(),
          environment,
          request.uses(),
          request.options());
    });
  }

  private int call(Supplier<CaptureRequest> request) {
    var err = session.terminal().err();
    try {
      return run(request.get());
    } catch (CairnException e) {
      err.println(Text.clean("cairn: " + e.text()));
      return switch (e.code()) {
        case "command.not-found" -> NOT_FOUND;
        case "command.not-executable" -> NOT_EXECUTABLE;
        case "usage", "config" -> CairnException.Kind.USAGE.exitCode();
        default -> NOT_BEGUN;
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NOT_BEGUN;
    }
  }

  private int run(CaptureRequest request) throws InterruptedException {
    var terminal = session.terminal();
    var settings = session.settings();
    var secrets = new Secrets(options.plainNames);
    settings.apiKey().ifPresent(key -> secrets.learn(List.of(key)));
    var streams =
        new Streams(
            terminal.out(),
            terminal.err(),
            terminal.in().equals(System.in),
            text -> session.output().remark("cairn: " + text));
    try (var sending = CairnClient.connect(settings.url(), settings.apiKey(), RetryPolicy.NONE)) {
      var clock = Clock.systemUTC();
      var capture =
          new CaptureRun(session.client(), sending, streams, secrets, spools(session), clock);
      var outcome = capture.run(request);
      if (session.options().isJson()) {
        var object = Output.object().put("run", outcome.run()).put("exitCode", outcome.exitCode());
        object.put("consoleLines", outcome.lines());
        outcome.unsent().ifPresent(folder -> object.put("unsent", folder.toString()));
        // Standard output is the program's.
        terminal.err().println(object);
      }
      return outcome.exitCode();
    }
  }

  /// Where what could not be sent waits.
  static Path spools(Session session) {
    var environment = session.terminal().environment();
    var state = environment.getOrDefault("XDG_STATE_HOME", "");
    var home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
    var base = state.isBlank() ? Path.of(home, ".local", "state") : Path.of(state);
    return base.resolve("cairn").resolve("spool").toAbsolutePath();
  }

  private CaptureRequest request() {
    var environment = new LinkedHashMap<>(session.terminal().environment());
    // A key that was given for this call is for the program's own calls too. One that was
    // remembered is not put where the program's children could print it: they can read it there.
    session.options().apiKey().ifPresent(key -> environment.put("CAIRN_API_KEY", key));
    var folder = Path.of("").toAbsolutePath();
    if (options.folder != null) {
      folder = folder.resolve(options.folder).normalize();
    }
    if (!Files.isDirectory(folder)) {
      throw CairnException.usage("--chdir: " + folder + " is no folder");
    }
    var project = project(environment);
    return new CaptureRequest(
        project,
        options.name == null ? freshId() : options.name,
        members(project, environment),
        options.command,
        folder,
        environment,
        options.uses.stream().map(CaptureRequest.Use::parse).toList(),
        new CaptureOptions(
            !options.isWithoutConsole,
            !options.isWithoutCode,
            seconds("--sample-every", options.sampleSeconds),
            Optional.ofNullable(options.metricsFile),
            options.moreVariables,
            seconds("--flush-wait", options.flushSeconds)));
  }

  private String project(Map<String, String> environment) {
    var named = options.project == null ? environment.get("CAIRN_PROJECT") : options.project;
    if (named == null || named.isBlank()) {
      throw CairnException.usage("say which project: --project team/project, or CAIRN_PROJECT");
    }
    var project = session.settings().project(named);
    if (project.split("/", -1).length != 2) {
      throw CairnException.usage("'" + named + "' is no project; write team/project");
    }
    return project;
  }

  private static Duration seconds(String option, double value) {
    if (!(value >= 0 && value <= 86_400)) {
      throw CairnException.usage(option + " must be 0 to 86400 seconds");
    }
    return Duration.ofMillis(Math.round(value * 1_000));
  }

  private ObjectNode members(String project, Map<String, String> environment) {
    var members = Output.object();
    put(members, "title", options.title);
    put(members, "group", options.group);
    put(members, "jobType", options.jobType);
    put(members, "resume", options.resume);
    put(members, "parent", parent(project, environment));
    if (!options.tags.isEmpty()) {
      members.set("tags", Output.texts(options.tags));
    }
    var config = config(environment);
    if (!config.isEmpty()) {
      members.set("config", config);
    }
    return members;
  }

  private static void put(ObjectNode members, String name, @Nullable String value) {
    if (value != null) {
      members.put(name, value);
    }
  }

  /// The run that this one is started in, if it is of the same project.
  private @Nullable String parent(String project, Map<String, String> environment) {
    var outer = environment.getOrDefault("CAIRN_RUN", "");
    var isSameProject = outer.startsWith(project + "/");
    return options.parent == null && isSameProject ? outer : options.parent;
  }

  /// Files, then the environment, then the program's flags, then `--config`: the later wins.
  private ObjectNode config(Map<String, String> environment) {
    var config = Output.object();
    options.configFiles.forEach(file -> config.setAll(ParameterFile.read(file)));
    for (var prefix : options.configPrefixes) {
      environment.entrySet().stream()
          .filter(each -> each.getKey().startsWith(prefix))
          .filter(each -> each.getKey().length() > prefix.length())
          .sorted(Map.Entry.comparingByKey())
          .forEach(each ->
              config.set(
                  each.getKey().substring(prefix.length()), FlagReader.value(each.getValue())));
    }
    if (!options.isWithoutFlags) {
      config.setAll(FlagReader.read(options.command));
    }
    options.config.forEach((name, text) -> config.set(name, FlagReader.value(text)));
    return config;
  }

  /// For example `train-20261001-120000-k3f9`: readable, in the order of time, and made here, so
  /// that a run can begin while the server is away.
  private String freshId() {
    var id = new StringBuilder(programName());
    id.append('-').append(STAMP.format(Instant.now())).append('-');
    for (var i = 0; i < 4; i++) {
      id.append(ID_LETTERS.charAt(ThreadLocalRandom.current().nextInt(ID_LETTERS.length())));
    }
    return id.toString();
  }

  private String programName() {
    var words = options.command;
    var script =
        words.stream()
            .skip(1)
            .filter(word -> word.matches("[^-].*\\.(?:py|sh|R|jl|js|rb|pl|jar|ipynb)"))
            .findFirst()
            .orElse(words.getFirst());
    var name = script.substring(script.replace('\\', '/').lastIndexOf('/') + 1);
    var slug =
        name.replaceFirst("\\.[A-Za-z]+$", "")
            .replaceAll("[^A-Za-z0-9_-]+", "-")
            .replaceAll("^[^A-Za-z0-9]+", "");
    var shortened = slug.length() > 40 ? slug.substring(0, 40) : slug;
    return shortened.isEmpty() ? "run" : shortened;
  }
}
