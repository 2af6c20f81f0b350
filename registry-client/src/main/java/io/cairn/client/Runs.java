// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Runs: begin, log metrics, use inputs, finish. A run is named `team/project/runs/id`.
public final class Runs {
  private final Transport transport;

  Runs(Transport transport) {
    this.transport = transport;
  }

  /// Begins a run in `project` (`team/project`).
  public Run create(String project, RunRequest request) {
    return Run.of(transport.json(Call.post(runs(project), request.body())));
  }

  /// As [#create(String, RunRequest)]; sent again with the same key, it begins no second run.
  public Run create(String project, RunRequest request, String idempotencyKey) {
    var call = Call.post(runs(project), request.body());
    return Run.of(transport.json(call.header("Idempotency-Key", idempotencyKey)));
  }

  public Run get(String run) {
    return Run.of(transport.json(Call.get(RunPath.parse(run).route())));
  }

  /// Runs of a project, newest first, at most `max`.
  public List<Run> list(String project, int max) {
    return Pages.list(transport, runs(project), max, Run::of);
  }

  /// Runs of a project (`team/project`) or of a whole team (`team`) that fulfil all conditions, at
  /// most `max`; the newest first if no order is given.
  public List<Run> search(String within, RunQuery query, long max) {
    var names = within.split("/", -1);
    var route = names.length == 1 ? Route.of("teams", names[0], "runs") : runs(within);
    for (var condition : query.where()) {
      route = route.with("where", condition);
    }
    if (query.sort().isPresent()) {
      route = route.with("sort", query.sort().get());
    }
    if (query.text().isPresent()) {
      route = route.with("q", query.text().get());
    }
    return Pages.list(transport, route, max, Run::of);
  }

  /// Adds one record of metrics: numbers, texts or booleans by name.
  ///
  /// @return how many lines the history has now
  public long log(String run, OptionalLong step, Map<String, ?> values) {
    var entry = Json.object();
    step.ifPresent(number -> entry.put("step", number));
    entry.set("values", Json.of(values));
    var body = Json.object();
    body.putArray("records").add(entry);
    var call = written(Call.post(RunPath.parse(run).route().plus("history"), body));
    var answer = transport.json(call);
    return Json.number(answer, "next");
  }

  /// Appends records (`line`, `step`, `at`, `values`) to a stream. With a key, the call may be sent
  /// again; records that name their line need none.
  ///
  /// @return the line that the next record without one gets
  public long append(String run, String stream, JsonNode records, Optional<String> idempotencyKey) {
    var body = Json.object().put("stream", stream);
    body.set("records", records);
    var route = RunPath.parse(run).route().plus("history");
    var call = written(Call.postOnce(route, body).repeatable());
    var sent = idempotencyKey.map(key -> call.header("Idempotency-Key", key)).orElse(call);
    return Json.number(transport.json(sent), "next");
  }

  /// Records of the history: `line, step, at, values`.
  public List<JsonNode> history(String run, int max) {
    var route = RunPath.parse(run).route().plus("history");
    return Pages.list(transport, route, max, node -> node);
  }

  /// Hands records of the history to `sink`, at most `max`: `line, step, at, values`.
  public void history(String run, HistoryQuery query, long max, Consumer<JsonNode> sink) {
    Pages.each(transport, history(run, query), max, sink);
  }

  /// The metrics as few points: `x, series` with `key, count, x, y` each.
  ///
  /// @param method `minmax` keeps every spike, `lttb` what looks most like the whole
  public JsonNode sampledHistory(String run, HistoryQuery query, int samples, String method) {
    var route =
        history(run, query).with("samples", Integer.toString(samples)).with("method", method);
    return transport.json(Call.get(route));
  }

  private static Route history(String run, HistoryQuery query) {
    var route = RunPath.parse(run).route().plus("history");
    for (var parameter : query.parameters().entrySet()) {
      route = route.with(parameter.getKey(), parameter.getValue());
    }
    return route;
  }

  /// The last lines that the run wrote to its console: `line, at, stream, text`.
  public List<JsonNode> consoleTail(String run, int count) {
    var route = RunPath.parse(run).route().plus("console").with("tail", Integer.toString(count));
    return Pages.list(transport, route, Long.MAX_VALUE, node -> node);
  }

  /// Hands the lines behind a line to `sink`; behind -1 all.
  public void console(String run, long after, Consumer<JsonNode> sink) {
    var route = RunPath.parse(run).route().plus("console").with("after", Long.toString(after));
    Pages.each(transport, route, Long.MAX_VALUE, sink);
  }

  /// Says that the run is alive; a run that ever did may later be seen as crashed.
  public void heartbeat(String run) {
    var route = RunPath.parse(run).route().plus("heartbeat");
    transport.json(written(Call.postAgain(route, Json.object())));
  }

  /// So that the server can tell if another process writes the same run.
  private Call written(Call call) {
    return call.header("Cairn-Writer", transport.writer());
  }

  /// Sets members of the summary; others stay.
  public Run summarize(String run, Map<String, ?> summary) {
    var body = Json.object();
    body.set("summary", Json.of(summary));
    return Run.of(transport.json(Call.patch(RunPath.parse(run).route(), body)));
  }

  /// Merges config, summary and environment by their top-level keys.
  public Run edit(String run, JsonNode changes) {
    return Run.of(transport.json(Call.patch(RunPath.parse(run).route(), changes)));
  }

  /// Ends the run as `finished`, or as `failed`.
  public Run finish(String run, boolean hasFailed, OptionalInt exitCode) {
    var body = Json.object().put("state", hasFailed ? "failed" : "finished");
    exitCode.ifPresent(number -> body.put("exitCode", number));
    var route = RunPath.parse(run).route().plus("finish");
    return Run.of(transport.json(Call.post(route, body).repeatable()));
  }

  /// Writes down that the run reads `ref`; answers the version it means.
  public Version input(String run, String ref, Optional<String> role) {
    var body = Json.object().put("ref", ref);
    role.ifPresent(text -> body.put("role", text));
    var route = RunPath.parse(run).route().plus("inputs");
    return Version.of(transport.json(Call.post(route, body).repeatable()));
  }

  /// Versions that the run read.
  public List<Version> inputs(String run) {
    return inputs(run, Long.MAX_VALUE);
  }

  /// Versions that the run read, at most `max`.
  public List<Version> inputs(String run, long max) {
    var route = RunPath.parse(run).route().plus("inputs");
    return Pages.list(transport, route, max, Version::of);
  }

  /// Versions that the run made.
  public List<Version> outputs(String run) {
    return outputs(run, Long.MAX_VALUE);
  }

  /// Versions that the run made, at most `max`.
  public List<Version> outputs(String run, long max) {
    var route = RunPath.parse(run).route().plus("outputs");
    return Pages.list(transport, route, max, Version::of);
  }

  private static Route runs(String project) {
    var names = Reference.split(project).names();
    if (names.size() != 2) {
      throw CairnException.usage("'" + project + "' is no project; write team/project");
    }
    return Route.of("teams", names.get(0), "projects", names.get(1), "runs");
  }
}
