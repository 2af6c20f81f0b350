// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import io.cairn.core.name.RunId;
import io.cairn.core.name.Title;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One execution.
///
/// @param title what people see; several runs may have the same
/// @param summary the last value of each metric, and over it what was set by hand
/// @param revision grows with every edit and every change of state; not with metrics
/// @param clash two processes wrote it at once, the last time that they did
/// @param heartbeatAt when it last said that it lives; only a run that ever did can crash
public record Run(
    RunId id,
    RunPath path,
    long revision,
    Optional<Title> title,
    RunState state,
    JsonObject config,
    JsonObject summary,
    JsonObject environment,
    Optional<Title> group,
    Optional<Title> jobType,
    List<Label> tags,
    String notes,
    Optional<Name> parent,
    Optional<Integer> exitCode,
    Instant createdAt,
    Name createdBy,
    Instant startedAt,
    Optional<Instant> heartbeatAt,
    Optional<Instant> finishedAt,
    Optional<WriterClash> clash) {
  public Run {
    tags = List.copyOf(tags);
  }
}
