// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.RunPath;
import io.cairn.client.capture.RebuildRun;
import io.cairn.client.capture.Rebuilt;
import io.cairn.client.capture.Secrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Builds again what a run was made of.
@Command(
    name = "rerun",
    description = {
      "Build again what a run was made of: its sources, its inputs by digest, the list of its"
          + " environment. Prints the command; runs nothing of it unless told by --exec.",
      "Exit code 0: the tree is the run's, proved by its digest; 1: something could not be had and"
          + " is named; 4: bytes are not what they were."
    },
    footer = {
      "  cairn rerun vision/digits/runs/train-1 --into again",
      "  cairn rerun vision/digits/runs/train-1 --into again --repo ~/digits --exec"
    })
final class RerunCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "RUN", description = "team/project/runs/id.")
  private String run = "";

  @Option(
      names = "--into",
      required = true,
      paramLabel = "DIR",
      description = "New or empty folder.")
  private Path into = Path.of("");

  @Option(
      names = "--repo",
      paramLabel = "PATH|URL",
      description =
          "Repository that has the commit (default: the one you are in, else the run's remote).")
  private @Nullable String repository;

  @Option(names = "--no-inputs", description = "Do not pull the versions that it read.")
  private boolean isWithoutInputs;

  @Option(
      names = "--exec",
      description = "Run the command again, as a new run whose parent is the old one.")
  private boolean isExecuted;

  @Option(names = "--incomplete", description = "Run it although something is missing.")
  private boolean mayBeIncomplete;

  RerunCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var environment = session.terminal().environment();
    var rebuilding = new RebuildRun(session.client(), environment, Path.of("").toAbsolutePath());
    var built = rebuilding.run(RunPath.parse(run).toString(), into, repository(), !isWithoutInputs);
    print(built);
    if (!isExecuted) {
      return built.isWhole() ? 0 : Kind.REFUSED.exitCode();
    }
    return execute(built);
  }

  /// A folder's name is taken from where the caller is.
  private Optional<String> repository() {
    return Optional.ofNullable(repository)
        .map(text ->
            !text.startsWith("-") && Files.isDirectory(Path.of(text))
                ? Path.of(text).toAbsolutePath().toString()
                : text);
  }

  private int execute(Rebuilt built) {
    if (!built.isWhole() && !mayBeIncomplete) {
      throw refused("--exec: not all of the run is here; --incomplete runs it all the same");
    }
    if (built.command().isEmpty()) {
      throw refused("--exec: the run has no command");
    }
    if (built.command().stream().anyMatch(word -> word.contains(Secrets.MASK))) {
      throw refused("--exec: the command had secrets, which were not kept; run it yourself");
    }
    var old = RunPath.parse(built.run().path());
    var options = new RunProgramOptions();
    options.project = old.team() + "/" + old.project();
    options.parent = built.run().path();
    options.folder = built.folder();
    options.isWithoutFlags = true;
    options.uses = new ArrayList<>(built.inputs());
    options.command = new ArrayList<>(built.command());
    options.jobType = text(built, "jobType");
    options.group = text(built, "group");
    return new RunProgram(session, options).again(built.config(), built.variables());
  }

  private static @Nullable String text(Rebuilt built, String name) {
    var value = Text.of(built.run().json(), name);
    return value.isEmpty() ? null : value;
  }

  private static CairnException refused(String message) {
    return CairnException.of(Kind.REFUSED, "rerun.exec", message);
  }

  private void print(Rebuilt built) {
    var output = session.output();
    output.print(
        json(built),
        () -> {
          output.line(built.run().path() + " in " + into);
          built.done().forEach(text -> output.line("  " + text));
          built.missing().forEach(text -> output.line("  missing: " + text));
          if (!built.command().isEmpty()) {
            output.line("run it with:");
            output.line("  " + line(built));
          }
        });
  }

  private static String line(Rebuilt built) {
    var words = new ArrayList<String>();
    built.variables().forEach((name, value) -> words.add(name + "=" + ShellText.of(value)));
    words.add(ShellText.of(built.command()));
    return "cd " + ShellText.of(built.folder().toString()) + " && " + String.join(" ", words);
  }

  private ObjectNode json(Rebuilt built) {
    var object = Output.object().put("run", built.run().path()).put("into", into.toString());
    object.put("whole", built.isWhole());
    object.set("done", Output.texts(built.done()));
    object.set("missing", Output.texts(built.missing()));
    object.put("folder", built.folder().toString());
    object.set("command", Output.texts(List.copyOf(built.command())));
    var variables = object.putObject("variables");
    built.variables().forEach(variables::put);
    object.set("inputs", Output.texts(built.inputs()));
    return object;
  }
}
