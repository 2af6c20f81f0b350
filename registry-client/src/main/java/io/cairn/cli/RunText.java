// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.Run;

/// A run as people read it.
final class RunText {
  private RunText() {}

  static void print(Output output, Run run) {
    output.line(run.path());
    output.field("title", run.title());
    output.field("state", run.state());
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
    run.config()
        .properties()
        .forEach(each -> output.field("config", each.getKey() + " = " + each.getValue()));
    run.summary()
        .properties()
        .forEach(each -> output.field("summary", each.getKey() + " = " + each.getValue()));
  }
}
