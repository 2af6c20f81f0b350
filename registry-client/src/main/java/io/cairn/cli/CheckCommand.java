// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.Checks.What;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Has the server look at all references of a version.
@Command(
    name = "check",
    description = {
      "Have the server look whether every reference of a version still leads to what was recorded,"
          + " and wait for the end.",
      "It goes on without this command, also after a restart of the server. Changed and vanished"
          + " objects are listed by name, exit code 4; exit code 5 if a store did not answer, 1 if"
          + " the server may not look somewhere (its settings say where it may).",
      "No bytes are fetched, but those of file:// which are read. To look with your own rights, and"
          + " at every byte, pull the version."
    },
    footer = {
      "  cairn check vision/digits/scans:v3",
      "  cairn check vision/digits/scans:v3 --no-wait",
      "  cairn check vision/digits/scans:v3 --status",
      "  cairn check vision/digits/scans:v3 --stop"
    })
final class CheckCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "REF", description = "For example vision/digits/scans:v3.")
  private String ref = "";

  @ArgGroup(exclusive = true)
  private How how = new How();

  static final class How {
    @Option(names = "--no-wait", description = "Only begin.")
    boolean isNoWait;

    @Option(names = "--status", description = "Only show the check under way, or the last one.")
    boolean isStatus;

    @Option(names = "--stop", description = "Stop the check under way.")
    boolean isStop;
  }

  CheckCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var run = new VersionCheckRun(session, ref, What.REFERENCES);
    if (how.isStop) {
      return run.stop();
    }
    if (how.isStatus) {
      return run.showLatest();
    }
    return how.isNoWait ? run.startOnly() : run.startAndWait();
  }
}
