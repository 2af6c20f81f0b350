// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.CairnException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows what a run wrote to its console.
@Command(
    name = "logs",
    description = {
      "Show what a run wrote to its console.",
      "With --follow new lines are shown as they come, until the run ends; a line that was written"
          + " again is shown again."
    },
    footer = {
      "  cairn run logs vision/digits/runs/train-1 --tail 50",
      "  cairn run logs vision/digits/runs/train-1 --follow"
    })
final class RunLogsCommand implements Callable<Integer> {
  private static final long PAUSE_MILLIS = 1_000;

  private final Session session;
  private long last = -1;
  private String lastText = "";

  @Parameters(paramLabel = "RUN", description = "team/project/runs/id.")
  private String run = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with lines that come later.")
  private boolean isFollowed;

  @Option(names = "--tail", paramLabel = "N", description = "The last so many lines, to 10,000.")
  private @Nullable Integer tail;

  @Option(
      names = {"-t", "--timestamps"},
      description = "Begin each line with its time.")
  private boolean hasTimes;

  RunLogsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (isFollowed && session.options().isJson()) {
      throw CairnException.usage("--follow has no end to put into one JSON object");
    }
    if (session.options().isJson()) {
      var items = new ArrayList<JsonNode>();
      lines(items);
      var object = Output.object().put("run", run);
      object.putArray("items").addAll(items);
      session.output().print(object, () -> {});
      return 0;
    }
    if (tail != null) {
      session.client().runs().consoleTail(run, tail).forEach(this::show);
    } else {
      session.client().runs().console(run, -1, this::show);
    }
    while (isFollowed && isRunning()) {
      pause();
      session.client().runs().console(run, Math.max(-1, last - 1), this::showIfNew);
    }
    return 0;
  }

  private void lines(List<JsonNode> items) {
    if (tail != null) {
      items.addAll(session.client().runs().consoleTail(run, tail));
    } else {
      session.client().runs().console(run, -1, items::add);
    }
  }

  /// Asked before the lines are, so that none is missed that came before the end.
  private boolean isRunning() {
    var state = session.client().runs().get(run).state();
    if (!state.equals("running")) {
      session.client().runs().console(run, Math.max(-1, last - 1), this::showIfNew);
      return false;
    }
    return true;
  }

  private void showIfNew(JsonNode line) {
    if (line.path("line").asLong() > last || !Text.of(line, "text").equals(lastText)) {
      show(line);
    }
  }

  private void show(JsonNode line) {
    last = line.path("line").asLong();
    lastText = Text.of(line, "text");
    var time = hasTimes ? Text.of(line, "at") + " " : "";
    var isError = Text.of(line, "stream").equals("stderr");
    var to = isError ? session.terminal().err() : session.terminal().out();
    to.println(time + Text.clean(lastText.replaceAll("\u001b\\[[0-9;?]*[ -/]*[@-~]", "")));
    to.flush();
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CairnException.usage("interrupted");
    }
  }
}
