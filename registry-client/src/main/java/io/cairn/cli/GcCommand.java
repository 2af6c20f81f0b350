// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.CairnException;
import io.cairn.client.Upkeep;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Has the server remove bytes that nothing needs.
@Command(
    name = "gc",
    description = {
      "Have the server remove the bytes that nothing needs, and wait for the end.",
      "Kept is what a version holds that lives, is linked, or can still be undeleted, what open"
          + " drafts and runs hold, and what was touched of late. The rest goes to the trash, and a"
          + " later collection removes it for good. Stops before anything goes if it is more than a"
          + " fifth; see --allow-fraction. Exit code 1 then.",
      "For an installation admin; the key needs the scope admin."
    },
    footer = {
      "  cairn admin gc --dry-run",
      "  cairn admin gc",
      "  cairn admin gc --allow-fraction 0.5 --no-wait",
      "  cairn admin gc --list",
      "  cairn admin gc --status"
    })
final class GcCommand implements Callable<Integer> {
  private static final long MAX_LISTED = 1_000;

  private final Session session;

  @Option(names = "--dry-run", description = "Only say what would go, and why the rest stays.")
  private boolean isDryRun;

  @Option(
      names = "--allow-fraction",
      paramLabel = "0..1",
      description = "Part of all blobs and bytes that may go (default: the server's setting).")
  private @Nullable Double fraction;

  @ArgGroup(exclusive = true)
  private How how = new How();

  static final class How {
    @Option(names = "--no-wait", description = "Only begin.")
    boolean isNoWait;

    @Option(names = "--status", description = "Only show the collection under way, or the last.")
    boolean isStatus;

    @Option(names = "--stop", description = "Stop the collection under way.")
    boolean isStop;

    @Option(names = "--list", description = "List the blobs that nothing needs, at most 1,000.")
    boolean isList;
  }

  GcCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var upkeep = session.client().upkeep();
    var output = session.output();
    if (how.isStop) {
      upkeep.stopGc();
      output.print(Output.object().put("stopped", true), () -> output.line("gc stopped"));
      return 0;
    }
    if (how.isList) {
      list(upkeep.garbage(MAX_LISTED));
      return 0;
    }
    if (how.isStatus) {
      var last = upkeep.gc();
      if (last.isEmpty()) {
        output.print(Output.object().putNull("job"), () -> output.line("no gc so far"));
        return 0;
      }
      return show(last.get());
    }
    var allowed = fraction == null ? OptionalDouble.empty() : OptionalDouble.of(fraction);
    var begun = upkeep.startGc(isDryRun, allowed);
    if (how.isNoWait) {
      output.print(begun, () -> output.line("gc begun; see it with --status"));
      return 0;
    }
    return show(
        upkeep.await("removing", () -> upkeep.gc().orElseThrow(), session.transfer(1).progress()));
  }

  private void list(List<JsonNode> garbage) {
    session
        .output()
        .table(
            garbage,
            List.of("NEXT", "SIZE", "DIGEST", "WAS IN"),
            garbage.stream()
                .map(blob ->
                    List.of(
                        Text.of(blob, "next"),
                        Units.bytes(blob.path("size").asLong()),
                        Text.of(blob, "digest"),
                        blob.path("versions").path(0).asText()))
                .toList());
  }

  private int show(JsonNode job) {
    var output = session.output();
    output.print(job, () -> print(output, job));
    return Text.of(job, "state").equals("failed") ? CairnException.Kind.REFUSED.exitCode() : 0;
  }

  private static void print(Output output, JsonNode job) {
    var plan = job.at("/report/plan");
    line(output, "kept for", plan.path("kept"));
    for (var what : List.of("toTrash", "toRemove")) {
      if (plan.has(what)) {
        var label = what.equals("toTrash") ? "to the trash" : "to remove now";
        output.line("%-24s %s".formatted(label, sum(plan.path(what))));
      }
    }
    var isOpen = Upkeep.isOpen(job);
    output.line(
        "gc %s: %s removed, %s"
            .formatted(
                Text.of(job, "state"),
                Units.count(job.path("blobs").asLong(), "blob"),
                Units.bytes(job.path("bytes").asLong())
                    + (isOpen ? " of " + Units.bytes(job.path("totalBytes").asLong()) : "")));
    if (job.at("/report/error").isTextual()) {
      output.line(job.at("/report/code").asText() + ": " + job.at("/report/error").asText());
    }
  }

  private static void line(Output output, String label, JsonNode sums) {
    for (var sum : sums.properties()) {
      if (sum.getValue().path("blobs").asLong() > 0) {
        output.line("%-24s %s".formatted(label + " " + sum.getKey(), sum(sum.getValue())));
      }
    }
  }

  private static String sum(JsonNode sum) {
    return Units.count(sum.path("blobs").asLong(), "blob")
        + ", "
        + Units.bytes(sum.path("bytes").asLong());
  }
}
