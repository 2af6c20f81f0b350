// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.RunRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Begins a run.
@Command(
    name = "create",
    description = "Begin a run and print its path. The first run makes the project.",
    footer = {
      "  cairn run create vision/digits --id train-1 --config lr=0.1 --config epochs=6",
      "  RUN=$(cairn run create vision/digits --job-type training)"
    })
final class RunCreateCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "PROJECT", description = "team/project; project if CAIRN_TEAM is set.")
  private String project = "";

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Its id; unique in the project for ever.")
  private @Nullable String id;

  @Option(names = "--title", paramLabel = "TEXT", description = "What people see.")
  private @Nullable String title;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "KEY=VALUE",
      description = "Setting; a value that reads as JSON is kept as such; may be repeated.")
  private Map<String, String> config = Map.of();

  @Option(
      names = "--env",
      paramLabel = "KEY=VALUE",
      description = "Fact of where it runs; may be repeated.")
  private Map<String, String> environment = Map.of();

  @Option(names = "--group", paramLabel = "NAME", description = "Group of runs it belongs to.")
  private @Nullable String group;

  @Option(names = "--job-type", paramLabel = "NAME", description = "For example training.")
  private @Nullable String jobType;

  @Option(names = "--tag", paramLabel = "TAG", description = "Tag; may be repeated.")
  private List<String> tags = new ArrayList<>();

  @Option(names = "--parent", paramLabel = "RUN", description = "Run that started it.")
  private @Nullable String parent;

  @Option(
      names = "--resume",
      paramLabel = "never|allow|must",
      description = "What to do if there is a run of that id (default: never).")
  private @Nullable String resume;

  RunCreateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var run = session.client().runs().create(session.settings().project(project), request());
    var output = session.output();
    output.print(run.json(), () -> output.line(run.path()));
    return 0;
  }

  private RunRequest request() {
    var request = RunRequest.of();
    if (id != null) {
      request = request.id(id);
    }
    if (title != null) {
      request = request.title(title);
    }
    if (group != null) {
      request = request.group(group);
    }
    if (jobType != null) {
      request = request.jobType(jobType);
    }
    if (parent != null) {
      request = request.parent(parent);
    }
    if (resume != null) {
      request = request.resume(resume);
    }
    if (!tags.isEmpty()) {
      request = request.tags(tags);
    }
    if (!config.isEmpty()) {
      request = request.config(Values.parse(config));
    }
    return environment.isEmpty() ? request : request.environment(Values.parse(environment));
  }
}
