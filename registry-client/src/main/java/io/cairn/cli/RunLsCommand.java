// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.Run;
import io.cairn.client.RunQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Lists and searches runs.
@Command(
    name = "ls",
    description = {
      "List the runs of a project or of a team, the newest first, or search them.",
      "A condition is KEY OP VALUE with = != > >= < <= or ~ (contains). Keys: config.…, summary.…,"
          + " tag, state, id, title, group, jobType, createdBy, createdAt, finishedAt, duration,"
          + " exitCode, parent."
    },
    footer = {
      "  cairn run ls vision/digits",
      "  cairn run ls vision/digits --where 'summary.accuracy>=0.9' --where tag=baseline",
      "  cairn run ls vision --sort -summary.accuracy --columns run,config.lr,summary.accuracy"
    })
final class RunLsCommand implements Callable<Integer> {
  private static final List<String> DEFAULT_COLUMNS =
      List.of("run", "state", "startedAt", "createdBy", "title");

  private final Session session;

  @Parameters(
      paramLabel = "PROJECT",
      description = "team/project, or a team; project if CAIRN_TEAM is set.")
  private String within = "";

  @Option(
      names = {"-w", "--where"},
      paramLabel = "CONDITION",
      description = "For example 'config.lr>=0.1'; may be repeated, and all must hold.")
  private List<String> where = new ArrayList<>();

  @Option(
      names = "--sort",
      paramLabel = "KEY",
      description = "From the lowest on; with '-' before it from the highest.")
  private @Nullable String sort;

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description = "Part of id, title, notes, group, job type or a tag.")
  private @Nullable String text;

  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "KEY",
      description =
          "What to show, with commas between (default: run,state,startedAt,createdBy,title).")
  private List<String> columns = List.of();

  @Option(
      names = "--limit",
      defaultValue = "100",
      paramLabel = "N",
      description = "At most so many (default: ${DEFAULT-VALUE}).")
  private int limit;

  RunLsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var query = new RunQuery(where, Optional.ofNullable(sort), Optional.ofNullable(text));
    var runs = session.client().runs().search(place(), query, limit);
    var shown = columns.isEmpty() ? DEFAULT_COLUMNS : columns;
    session
        .output()
        .table(
            runs.stream().map(Run::json).toList(),
            shown.stream().map(RunLsCommand::title).toList(),
            runs.stream()
                .map(run -> shown.stream().map(column -> cell(run, column)).toList())
                .toList());
    return 0;
  }

  /// One name is a project of the team that is set, if one is, and else a team.
  private String place() {
    var hasTeam = session.settings().team().isPresent();
    return within.contains("/") || hasTeam ? session.settings().project(within) : within;
  }

  private static String title(String column) {
    return column.contains(".")
        ? column
        : column.replaceAll("([A-Z])", " $1").toUpperCase(Locale.ROOT);
  }

  private static String cell(Run run, String column) {
    if (column.equals("run")) {
      return run.path();
    }
    var shown = shown(at(run.json(), column));
    return column.endsWith("At") ? Text.minute(shown) : shown;
  }

  /// `config.a.b`: a member of that name, or the member `b` of `a`.
  private static JsonNode at(JsonNode node, String column) {
    var whole = node.path(column);
    for (var dot = column.indexOf('.');
        whole.isMissingNode() && dot > 0;
        dot = column.indexOf('.', dot + 1)) {
      var outer = node.path(column.substring(0, dot));
      if (outer.isObject()) {
        whole = at(outer, column.substring(dot + 1));
      }
    }
    return whole;
  }

  private static String shown(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (value.isArray()) {
      return Text.list(value);
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
