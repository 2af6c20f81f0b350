// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// All that is known of a version or a run.
@Command(
    name = "show",
    description = "Show all that is known of a version (default: its latest) or a run.",
    footer = {
      "  cairn show models/digits:production",
      "  cairn show vision/digits/runs/train-1 --json"
    })
final class ShowCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "REF", description = "Version or run.")
  private String ref = "";

  ShowCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var output = session.output();
    if (ref.contains("/runs/")) {
      var run = session.client().runs().get(ref);
      var runs = session.client().runs();
      output.print(run.json(), () -> RunText.print(output, run, runs));
    } else {
      var version = session.client().versions().resolve(ref);
      output.print(version.json(), () -> VersionText.print(output, version));
      output.warnIfRecalled(version);
    }
    return 0;
  }
}
