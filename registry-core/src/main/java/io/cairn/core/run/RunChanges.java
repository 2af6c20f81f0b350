// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.fact.Tx;
import io.cairn.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Merges what is said of a run over what was said before.
final class RunChanges {
  private RunChanges() {}

  /// Writes the edit over the run, whose row the transaction has written or locked before, and
  /// answers the run as it is then.
  static Run apply(Tx tx, Run run, RunEdit edit) {
    var byHand = merged("summary", Runs.summaryByHand(tx, run.id()), edit.summary());
    edit.tags().ifPresent(tags -> Runs.setTags(tx, run.id(), tags));
    var after =
        new Run(
            run.id(),
            run.path(),
            run.revision() + 1,
            edit.title().or(run::title),
            run.state(),
            merged("config", run.config(), edit.config()),
            run.summary().with(edit.summary()),
            merged("environment", run.environment(), edit.environment()),
            edit.group().or(run::group),
            edit.jobType().or(run::jobType),
            edit.tags().orElse(run.tags()),
            edit.notes().orElse(run.notes()),
            run.parent(),
            run.exitCode(),
            run.createdAt(),
            run.createdBy(),
            run.startedAt(),
            run.heartbeatAt(),
            run.finishedAt(),
            run.clash());
    Runs.update(tx, after, byHand);
    RunValues.refresh(tx, after);
    return after;
  }

  /// The names of what the edit sets, with the top-level keys of its objects: `config.lr`.
  static List<String> fields(RunEdit edit) {
    var fields = new ArrayList<String>();
    name(fields, "title", edit.title());
    name(fields, "notes", edit.notes());
    name(fields, "group", edit.group());
    name(fields, "jobType", edit.jobType());
    name(fields, "tags", edit.tags());
    edit.config().members().keySet().forEach(key -> fields.add("config." + key));
    edit.summary().members().keySet().forEach(key -> fields.add("summary." + key));
    edit.environment().members().keySet().forEach(key -> fields.add("environment." + key));
    return fields;
  }

  private static void name(List<String> fields, String name, Optional<?> given) {
    given.ifPresent(_ -> fields.add(name));
  }

  /// Checked as one object: two that keep the limits may break them together.
  private static JsonObject merged(String field, JsonObject before, JsonObject set) {
    return set.isEmpty() ? before : JsonObject.of(field, before.with(set).members());
  }
}
