// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.CairnException;
import io.cairn.client.capture.SendSpools;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Sends what runs could not send.
@Command(
    name = "sync",
    description = {
      "Send what 'cairn run' kept because the server was away, or because it was killed.",
      "What is sent is removed here. Sent twice it does no harm."
    },
    footer = {"  cairn run sync", "  cairn run sync ~/.local/state/cairn/spool/train-20261001-…"})
final class RunSyncCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(arity = "0..*", paramLabel = "DIR", description = "What to send (default: all).")
  private List<Path> folders = new ArrayList<>();

  RunSyncCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var all = folders.isEmpty() ? SendSpools.in(RunProgram.spools(session)) : folders;
    var output = session.output();
    var sender = new SendSpools(session.client());
    var results = new ArrayList<SendSpools.Sent>();
    for (var folder : all) {
      results.add(sender.send(folder));
    }
    output.table(
        results.stream()
            .map(each -> {
              var object = Output.object().put("run", each.run()).put("sent", each.isSent());
              object.put("folder", each.folder().toString());
              each.note().ifPresent(note -> object.put("note", note));
              return object;
            })
            .toList(),
        List.of("RUN", "SENT", "NOTE"),
        results.stream()
            .map(each -> List.of(each.run(), each.isSent() ? "yes" : "no", each.note().orElse("")))
            .toList(),
        "nothing is left to send");
    return results.stream().allMatch(SendSpools.Sent::isSent)
        ? 0
        : CairnException.Kind.REFUSED.exitCode();
  }
}
