// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.Lineage.Direction;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Where something came from and what came of it.
@Command(
    name = "lineage",
    description = "Show where a version or run came from, and what came of it, as a tree.",
    footer = {
      "  cairn lineage models/digits:production --direction up",
      "  cairn lineage vision/digits/training-data:v0 --direction down --json"
    })
final class LineageCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "REF", description = "Version, or run team/project/runs/id.")
  private String start = "";

  @Option(
      names = {"-d", "--direction"},
      defaultValue = "BOTH",
      paramLabel = "up|down|both",
      description = "Towards the sources, the uses, or both (default: both).")
  private Direction direction = Direction.BOTH;

  @Option(
      names = "--depth",
      defaultValue = "10",
      paramLabel = "N",
      description = "Steps from REF, 1 to 50 (default: ${DEFAULT-VALUE}).")
  private int depth;

  LineageCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var graph = session.client().lineage().walk(start, direction, depth);
    var output = session.output();
    output.print(
        graph.json(),
        () -> {
          if (direction != Direction.DOWN) {
            output.line("made from:");
            LineageTree.up(graph).forEach(output::line);
          }
          if (direction == Direction.BOTH) {
            output.line("");
          }
          if (direction != Direction.UP) {
            output.line("made into, or used by:");
            LineageTree.down(graph).forEach(output::line);
          }
          if (graph.hasMore()) {
            output.remark("there is more; raise --depth");
          }
        });
    return 0;
  }
}
