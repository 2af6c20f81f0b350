// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.name.Label;
import io.cairn.core.name.Title;
import io.cairn.core.run.Run;
import io.cairn.core.run.RunPath;
import io.cairn.core.run.RunWriter;
import io.cairn.core.run.WriterClash;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A run on the wire.
@Schema(name = "Run", description = "One execution.")
record RunBody(
    @Schema(examples = "vision/digits/runs/baseline-1") String path,
    @Schema(examples = "baseline-1") String id,
    @Nullable String title,
    @Schema(
            description =
                "running, finished, failed, or crashed: it sent heartbeats once and has"
                    + " been silent for five minutes.")
        String state,
    Map<String, @Nullable Object> config,
    @Schema(description = "The last value of each metric, and over it what was set by hand.")
        Map<String, @Nullable Object> summary,
    Map<String, @Nullable Object> environment,
    @Nullable String group,
    @Nullable String jobType,
    List<String> tags,
    String notes,
    Instant createdAt,
    Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable Instant heartbeatAt,
    String createdBy,
    @Nullable Integer exitCode,
    @Schema(description = "The path of the run that this one is part of.") @Nullable String parent,
    @Schema(description = "What a person should look at; mostly empty.") List<Warning> warnings) {
  /// Something about a run that a person should look at.
  @Schema(name = "RunWarning")
  record Warning(
      @Schema(examples = "run.two-writers") String code,
      String text,
      Instant at,
      @Schema(description = "The processes, as they name themselves.") List<String> writers) {
    static Warning of(WriterClash clash) {
      return new Warning(
          "run.two-writers",
          "two processes wrote this run at once: of each line the last to write it has won",
          clash.at(),
          clash.writers().stream().map(RunWriter::text).toList());
    }
  }

  static RunBody of(Run run) {
    var path = run.path();
    return new RunBody(
        path.toString(),
        path.run().text(),
        run.title().map(Title::text).orElse(null),
        run.state().text(),
        run.config().members(),
        run.summary().members(),
        run.environment().members(),
        run.group().map(Title::text).orElse(null),
        run.jobType().map(Title::text).orElse(null),
        run.tags().stream().map(Label::text).toList(),
        run.notes(),
        run.createdAt(),
        run.startedAt(),
        run.finishedAt().orElse(null),
        run.heartbeatAt().orElse(null),
        run.createdBy().text(),
        run.exitCode().orElse(null),
        run.parent()
            .map(name -> new RunPath(path.team(), path.project(), name).toString())
            .orElse(null),
        run.clash().map(Warning::of).stream().toList());
  }
}
