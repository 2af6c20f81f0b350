// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Takes a link out of its registered model.
@Command(
    name = "unlink",
    description = {"Take a version out of a registered model.", "Its source and its bytes stay."},
    footer = "  cairn unlink models/digits:v3")
final class UnlinkCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "REF", description = "registry/model:SELECTOR.")
  private String ref = "";

  UnlinkCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.client().links().unlink(ref);
    var output = session.output();
    output.print(Output.object().put("unlinked", ref), () -> output.line("unlinked " + ref));
    return 0;
  }
}
