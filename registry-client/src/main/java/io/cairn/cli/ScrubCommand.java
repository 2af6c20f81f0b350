// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Has the server read all its blobs.
@Command(
    name = "scrub",
    description = {
      "Have the server read every blob and compare it with its digest, and wait for the end.",
      "It goes on without this command, also after a restart of the server. A damaged blob is not"
          + " served from then on; it is listed with the versions that need it, and healed when the"
          + " same files are logged again. Exit code 4 if there are any.",
      "For an installation admin; the key needs the scope admin."
    },
    footer = {
      "  cairn admin scrub",
      "  cairn admin scrub --rate 100MB --no-wait",
      "  cairn admin scrub --status",
      "  cairn admin scrub --stop"
    })
final class ScrubCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--rate",
      paramLabel = "BYTES",
      description = "Bytes in a second, as 50MB; 0: no bound (default: the server's setting).")
  private Optional<String> rate = Optional.empty();

  @ArgGroup(exclusive = true)
  private How how = new How();

  static final class How {
    @Option(names = "--no-wait", description = "Only begin.")
    boolean isNoWait;

    @Option(names = "--status", description = "Only show the scrub under way, or the last one.")
    boolean isStatus;

    @Option(names = "--stop", description = "Stop the scrub under way.")
    boolean isStop;
  }

  ScrubCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var run = new ScrubRun(session);
    var upkeep = session.client().upkeep();
    var output = session.output();
    if (how.isStop) {
      upkeep.stopScrub();
      output.print(Output.object().put("stopped", true), () -> output.line("scrub stopped"));
      return 0;
    }
    if (how.isStatus) {
      var last = upkeep.scrub();
      if (last.isEmpty()) {
        output.print(Output.object().putNull("job"), () -> output.line("no scrub so far"));
        return 0;
      }
      return run.show(last.get());
    }
    var bytes = rate.map(text -> ByteRate.parse("--rate", text));
    var bound = bytes.isPresent() ? OptionalLong.of(bytes.get()) : OptionalLong.empty();
    if (how.isNoWait) {
      var job = upkeep.startScrub(bound);
      output.print(job, () -> output.line("scrub begun; see it with --status"));
      return 0;
    }
    return run.startAndWait(bound);
  }
}
