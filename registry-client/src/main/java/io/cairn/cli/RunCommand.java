// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Executions of programs.
@Command(
    name = "run",
    customSynopsis = {"cairn run [OPTIONS] -- PROGRAM [ARGUMENT]...", "cairn run COMMAND"},
    description = {
      "Run a program as a run: what it is, what it prints and what it uses is written down.",
      "It needs no library, and nothing that happens to the server ends it. Its exit code is ours;"
          + " 125 if it was not begun, 126 not executable, 127 not there, 128+n ended by signal n.",
      "Or, with a command: begin runs, log metrics, note inputs, end runs."
    },
    footer = {
      "  cairn run --project vision/digits -- python train.py --lr 0.1",
      "  cairn run -c seed=7 --config-file params.yaml --use vision/digits/data=data -- ./train.sh",
      "  cairn run sync                                  # what could not be sent then",
      "  RUN=$(cairn run create vision/digits --config lr=0.1)",
      "  cairn run input $RUN vision/digits/training-data:v0",
      "  cairn run log $RUN --step 1 loss=0.35 accuracy=0.91",
      "  cairn log out/ --name vision/digits/classifier --type model --run $RUN",
      "  cairn run finish $RUN"
    })
final class RunCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final RunProgramOptions options = new RunProgramOptions();

  RunCommand(Session session) {
    this.session = session;
  }

  /// Without a command of its own: a program to run.
  @Override
  public Integer call() {
    return new RunProgram(session, options).call();
  }

  @Command(
      name = "log",
      description = "Add one record of metrics.",
      footer = "  cairn run log vision/digits/runs/train-1 --step 3 loss=0.21 accuracy=0.95")
  int log(
      @Parameters(index = "0", paramLabel = "RUN", description = "team/project/runs/id.")
          String run,
      @Parameters(index = "1..*", arity = "1..*", paramLabel = "KEY=VALUE", description = "Values.")
          Map<String, String> values,
      @Option(names = "--step", paramLabel = "N", description = "Step that the values belong to.")
          @Nullable Long step) {
    var at = step == null ? OptionalLong.empty() : OptionalLong.of(step);
    var next = session.client().runs().log(run, at, Values.parse(values));
    var output = session.output();
    output.print(
        Output.object().put("run", run).put("next", next),
        () -> output.remark("history of " + run + " has " + Units.count(next, "line")));
    return 0;
  }

  @Command(
      name = "input",
      description = "Note that a run reads a version.",
      footer = "  cairn run input vision/digits/runs/train-1 vision/digits/training-data:v0")
  int input(
      @Parameters(paramLabel = "RUN", description = "team/project/runs/id.") String run,
      @Parameters(paramLabel = "REF", description = "Version that it reads.") String ref,
      @Option(names = "--role", paramLabel = "TEXT", description = "What for, e.g. 'training'.")
          Optional<String> role) {
    var version = session.client().runs().input(run, ref, role);
    var output = session.output();
    output.print(version.json(), () -> output.line(VersionText.line(version)));
    return 0;
  }

  @Command(
      name = "finish",
      description = "End a run.",
      footer = {
        "  cairn run finish vision/digits/runs/train-1",
        "  cairn run finish vision/digits/runs/train-1 --failed --exit-code 137"
      })
  int finish(
      @Parameters(paramLabel = "RUN", description = "team/project/runs/id.") String run,
      @Option(names = "--failed", description = "It did not reach its goal.") boolean hasFailed,
      @Option(names = "--exit-code", paramLabel = "N", description = "Exit code of the program.")
          @Nullable Integer exitCode) {
    var code = exitCode == null ? OptionalInt.empty() : OptionalInt.of(exitCode);
    var ended = session.client().runs().finish(run, hasFailed, code);
    var output = session.output();
    output.print(ended.json(), () -> output.line(ended.path() + " " + ended.state()));
    return 0;
  }

  @Command(
      name = "show",
      description = "Show all that is known of a run.",
      footer = "  cairn run show vision/digits/runs/train-1")
  int show(@Parameters(paramLabel = "RUN", description = "team/project/runs/id.") String run) {
    var found = session.client().runs().get(run);
    var output = session.output();
    output.print(found.json(), () -> RunText.print(output, found, session.client().runs()));
    return 0;
  }
}
