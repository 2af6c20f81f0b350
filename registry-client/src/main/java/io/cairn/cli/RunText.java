// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.Run;
import io.cairn.client.Runs;
import io.cairn.client.Version;
import java.util.List;
import java.util.Set;

/// A run as people read it.
final class RunText {
  private static final int MAX_NAMED = 50;

  /// Inputs stand above; 'cairn run files ls' lists the files.
  private static final Set<String> TOLD_ELSEWHERE = Set.of("inputs", "files");

  private RunText() {}

  /// @param runs where the versions are asked for that it read and made
  static void print(Output output, Run run, Runs runs) {
    output.line(run.path());
    output.field("title", run.title());
    output.field("state", state(run));
    for (var warning : run.json().path("warnings")) {
      var writers = Text.list(warning.path("writers"));
      output.field("warning", Text.of(warning, "text") + " (" + writers + ")");
    }
    output.field("group", Text.of(run.json(), "group"));
    output.field("job type", Text.of(run.json(), "jobType"));
    output.field("tags", Text.list(run.json().path("tags")));
    output.field("parent", Text.of(run.json(), "parent"));
    output.field("began", Text.minute(Text.of(run.json(), "startedAt")));
    output.field("ended", Text.minute(Text.of(run.json(), "finishedAt")));
    output.field("by", Text.of(run.json(), "createdBy"));
    versions(output, "input", runs.inputs(run.path(), MAX_NAMED + 1));
    versions(output, "output", runs.outputs(run.path(), MAX_NAMED + 1));
    values(output, "config", run.config());
    values(output, "summary", run.summary());
    environment(output, run.json().path("environment"));
  }

  private static String state(Run run) {
    var code = Text.of(run.json(), "exitCode");
    return run.state() + (code.isEmpty() || code.equals("0") ? "" : " (exit code " + code + ")");
  }

  private static void versions(Output output, String label, List<Version> versions) {
    versions.stream()
        .limit(MAX_NAMED)
        .forEach(version ->
            output.field(label, version.ref() + "  " + Text.shortDigest(version.digest())));
    if (versions.size() > MAX_NAMED) {
      output.field(label, "… and more; 'cairn lineage' lists them");
    }
  }

  private static void values(Output output, String label, JsonNode object) {
    object
        .properties()
        .forEach(each -> output.field(label, each.getKey() + " = " + each.getValue()));
  }

  /// What 'cairn run' found out, a line a member; of others whatever they wrote.
  private static void environment(Output output, JsonNode environment) {
    environment.properties().stream()
        .filter(each -> !TOLD_ELSEWHERE.contains(each.getKey()))
        .forEach(each -> {
          var value = each.getValue();
          if (value.isObject() && !value.isEmpty()) {
            var words =
                value.properties().stream()
                    .map(inner -> inner.getKey() + " " + Text.of(value, inner.getKey()))
                    .toList();
            output.field("environment", each.getKey() + ": " + String.join(", ", words));
          } else if (!value.isEmpty() || value.isValueNode()) {
            output.field("environment", each.getKey() + ": " + Text.of(environment, each.getKey()));
          }
        });
  }
}
