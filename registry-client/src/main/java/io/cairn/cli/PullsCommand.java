// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Who pulled a version.
@Command(
    name = "pulls",
    description = {
      "List who pulled a version, and by which name.",
      "At its home all of them, at a link those who came through it. For those who may write there.",
      "'cairn pull' and the client library tell; who reads in another way is not in the list."
    },
    footer = {
      "  cairn pulls vision/digits/classifier:v6",
      "  cairn pulls models/digits:production"
    })
final class PullsCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "REF", description = "Version, or link in a model.")
  private String ref = "";

  @Option(
      names = "--limit",
      defaultValue = "1000",
      paramLabel = "N",
      description = "At most so many (default: ${DEFAULT-VALUE}).")
  private int limit;

  PullsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var pulls = session.client().versions().pulls(ref, limit);
    session
        .output()
        .table(
            pulls,
            List.of("USER", "AS", "FIRST", "LAST", "TIMES"),
            pulls.stream().map(PullsCommand::row).toList());
    return 0;
  }

  private static List<String> row(JsonNode pull) {
    return List.of(
        Text.of(pull, "user"),
        name(pull),
        Text.minute(Text.of(pull, "firstAt")),
        Text.minute(Text.of(pull, "lastAt")),
        Units.count(pull.path("times").asLong()));
  }

  /// `models/digits:production`
  static String name(JsonNode pull) {
    var path = Text.of(pull, "path");
    return (path.isEmpty() ? "(no access)" : path) + ":" + Text.of(pull, "selector");
  }
}
