// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.HistoryQuery;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows what a run measured.
@Command(
    name = "history",
    description = {
      "Show what a run measured, record by record, or few points of each metric.",
      "With --samples: 'minmax' keeps the lowest and the highest of each stretch, so every spike;"
          + " 'lttb' what looks most like the whole line."
    },
    footer = {
      "  cairn run history vision/digits/runs/train-1 --keys loss,accuracy --limit 20",
      "  cairn run history vision/digits/runs/train-1 --keys loss --samples 200 --json"
    })
final class RunHistoryCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "RUN", description = "team/project/runs/id.")
  private String run = "";

  @Option(
      names = "--keys",
      split = ",",
      paramLabel = "KEY",
      description = "Only these metrics, with commas between.")
  private List<String> keys = List.of();

  @Option(names = "--stream", paramLabel = "NAME", description = "Stream (default: metrics).")
  private @Nullable String stream;

  @Option(
      names = "--x",
      defaultValue = "step",
      paramLabel = "step|line|time",
      description = "What --from and --to count (default: ${DEFAULT-VALUE}).")
  private String axis = "step";

  @Option(names = "--from", paramLabel = "X", description = "The first step, line or time.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "X", description = "The last step, line or time.")
  private @Nullable String to;

  @Option(names = "--samples", paramLabel = "N", description = "Points of a metric, 2 to 10,000.")
  private @Nullable Integer samples;

  @Option(
      names = "--method",
      defaultValue = "minmax",
      paramLabel = "minmax|lttb",
      description = "How few points are chosen (default: ${DEFAULT-VALUE}).")
  private String method = "minmax";

  @Option(
      names = "--limit",
      defaultValue = "100",
      paramLabel = "N",
      description = "At most so many records (default: ${DEFAULT-VALUE}).")
  private int limit;

  RunHistoryCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var query =
        new HistoryQuery(
            Optional.ofNullable(stream),
            keys,
            axis,
            Optional.ofNullable(from),
            Optional.ofNullable(to));
    if (samples != null) {
      sampled(session.client().runs().sampledHistory(run, query, samples, method));
    } else {
      var records = new ArrayList<JsonNode>();
      session.client().runs().history(run, query, limit, records::add);
      records(records);
    }
    return 0;
  }

  private void records(List<JsonNode> records) {
    var names = new LinkedHashSet<>(keys);
    if (keys.isEmpty()) {
      records.forEach(entry -> entry.path("values").fieldNames().forEachRemaining(names::add));
    }
    var titles = new ArrayList<>(List.of("LINE", "STEP", "AT"));
    titles.addAll(names);
    session
        .output()
        .table(records, titles, records.stream().map(entry -> row(entry, names)).toList());
  }

  private static List<String> row(JsonNode entry, Iterable<String> names) {
    var cells = new ArrayList<String>();
    cells.add(Text.of(entry, "line"));
    cells.add(Text.of(entry, "step"));
    cells.add(Text.of(entry, "at"));
    names.forEach(name -> cells.add(Text.of(entry.path("values"), name)));
    return cells;
  }

  private void sampled(JsonNode answer) {
    session.output().print(answer, () -> answer.path("series").forEach(this::points));
  }

  private void points(JsonNode series) {
    var output = session.output();
    output.line(
        Text.of(series, "key")
            + "  "
            + Units.count(series.path("count").asLong(), "value")
            + ", "
            + Units.count(series.path("notFinite").asLong())
            + " not finite");
    for (var i = 0; i < series.path("x").size(); i++) {
      output.line("  " + series.path("x").get(i) + "\t" + series.path("y").get(i));
    }
  }
}
