// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Brings a deleted version back.
@Command(
    name = "undelete",
    description = {
      "Bring a deleted version back, or a link that was taken away.",
      "It keeps its number. Its aliases are not set again; only 'latest' is repaired.",
      "Refused some days after the deletion (7 unless the server says otherwise), and if the same"
          + " content was logged again meanwhile."
    },
    footer = "  cairn undelete vision/digits/classifier:v0")
final class UndeleteCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "REF", description = "Version by its index, for example a/b/c:v0.")
  private String ref = "";

  UndeleteCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var version = session.client().versions().undelete(ref);
    var output = session.output();
    output.print(version.json(), () -> output.line(VersionText.line(version)));
    return 0;
  }
}
