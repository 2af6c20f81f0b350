// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Which version a reference means.
@Command(
    name = "resolve",
    description = "Print which version a reference means: path:vN and digest.",
    footer = {
      "  cairn resolve models/digits:production",
      "  cairn resolve models/digits:production --json",
      "  cairn resolve models/digits:production~1",
      "  cairn resolve models/digits:production~2026-10-01T12:00Z"
    })
final class ResolveCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "REF", description = "For example models/digits:production.")
  private String ref = "";

  ResolveCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var version = session.client().versions().resolve(ref);
    var output = session.output();
    output.print(version.json(), () -> output.line(VersionText.line(version)));
    output.warnIfRecalled(version);
    return 0;
  }
}
