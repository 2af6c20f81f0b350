// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.CairnException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Says that a version must not be used any more.
@Command(
    name = "recall",
    description = {
      "Say that a version must not be used any more, and why.",
      "Aliases and 'latest' no longer lead to it: who asks by them is refused and told the reason."
          + " By number or digest it can still be had, with a warning. At its home a recall holds at"
          + " every link, at a link there alone.",
      "Lists what came of it: runs that used it, versions that these made, and so on."
    },
    footer = {
      "  cairn recall vision/digits/classifier:v6 --reason 'trained on the test set'",
      "  cairn recall vision/digits/classifier:v6 --lift --reason 'it was v5'"
    })
final class RecallCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "REF", description = "Version, or link in a model.")
  private String ref = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why; whoever asks for the version reads it.")
  private @Nullable String reason;

  @Option(names = "--lift", description = "Take the recall back.")
  private boolean isLifted;

  RecallCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var versions = session.client().versions();
    var output = session.output();
    if (isLifted) {
      var version = versions.liftRecall(ref, Optional.ofNullable(reason));
      output.print(version.json(), () -> output.line("lifted: " + VersionText.line(version)));
      return 0;
    }
    if (reason == null) {
      throw CairnException.usage("a recall needs a reason: --reason 'trained on the test set'");
    }
    var answer = versions.recall(ref, reason);
    output.print(answer, () -> print(output, answer));
    return 0;
  }

  private static void print(Output output, JsonNode answer) {
    output.line("recalled " + Text.of(answer.path("version"), "ref"));
    var dependants = answer.path("dependants");
    for (var node : dependants) {
      var isHidden = node.path("hidden").asBoolean();
      var kind = Text.of(node, "kind");
      var version = Text.of(node, "version");
      output.line(
          "  "
              + kind
              + " "
              + (isHidden ? "(no access)" : Text.of(node, "path"))
              + (version.isEmpty() ? "" : ":" + version)
              + aliases(node));
    }
    for (var pull : answer.at("/pulledBy/items")) {
      output.line(
          "  pulled by "
              + Text.of(pull, "user")
              + " as "
              + PullsCommand.name(pull)
              + ", last "
              + Text.minute(Text.of(pull, "lastAt")));
    }
    output.remark(
        dependants.isEmpty()
            ? "nothing that is recorded came of it"
            : Units.count(dependants.size())
                + " came of it"
                + (answer.path("more").asBoolean() ? ", and more: see cairn lineage" : ""));
  }

  private static String aliases(JsonNode node) {
    var aliases = Text.list(node.path("aliases"));
    return aliases.isEmpty() ? "" : " [" + aliases + "]";
  }
}
