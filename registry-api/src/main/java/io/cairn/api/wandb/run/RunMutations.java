// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.run;

import io.cairn.api.security.Caller;
import io.cairn.api.wandb.graphql.Arguments;
import io.cairn.api.wandb.graphql.FieldRegistry;
import io.cairn.api.wandb.graphql.Fields;
import io.cairn.api.wandb.place.Place;
import io.cairn.api.wandb.place.Places;
import io.cairn.api.wandb.place.Slug;
import io.cairn.core.access.Permission;
import io.cairn.core.failure.Failure;
import io.cairn.core.keep.DeleteRunAndVersions;
import io.cairn.core.name.Name;
import io.cairn.core.project.CreateProject;
import io.cairn.core.run.CreateRun;
import io.cairn.core.run.DeleteRun;
import io.cairn.core.run.EditRun;
import io.cairn.core.run.FindRun;
import io.cairn.core.run.FinishRun;
import io.cairn.core.run.KeepRunAlive;
import io.cairn.core.run.NewRun;
import io.cairn.core.run.Resume;
import io.cairn.core.run.RunState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Begins, changes and deletes runs.
@ApplicationScoped
public class RunMutations implements Fields {
  private final Caller caller;
  private final Places places;
  private final CreateProject createProject;
  private final CreateRun createRun;
  private final KeepRunAlive keepAlive;
  private final EditRun editRun;
  private final DeleteRun deleteRun;
  private final FindRun findRun;
  private final FinishRun finishRun;
  private final DeleteRunAndVersions deleteRunAndVersions;

  RunMutations(
      Caller caller,
      Places places,
      CreateProject createProject,
      CreateRun createRun,
      KeepRunAlive keepAlive,
      EditRun editRun,
      DeleteRun deleteRun,
      FindRun findRun,
      FinishRun finishRun,
      DeleteRunAndVersions deleteRunAndVersions) {
    this.caller = caller;
    this.places = places;
    this.createProject = createProject;
    this.createRun = createRun;
    this.keepAlive = keepAlive;
    this.editRun = editRun;
    this.deleteRun = deleteRun;
    this.findRun = findRun;
    this.finishRun = finishRun;
    this.deleteRunAndVersions = deleteRunAndVersions;
  }

  /// A run, and whether it is new.
  record Upserted(RunNode bucket, boolean inserted) {}

  @Override
  public void answer(FieldRegistry fields) {
    fields
        .mutation("upsertBucket", asked -> upsert(asked.input()))
        .mutation("deleteRun", asked -> delete(asked.input()))
        .mutation("notifyScriptableRunAlert", asked -> found(asked.input()))
        .mutation("updateRunState", asked -> state(asked.input()))
        .mutation(
            "stopRun",
            _ -> {
              throw new Failure.Conflict(
                  "run.stop", "a run is stopped where it runs, not over this interface");
            });
  }

  /// The SDK sends the id of a run that it began before; without one it begins a run, or goes on
  /// with one of that name.
  private Upserted upsert(Arguments input) {
    var said = RunWords.edit(input);
    if (input.text("id").filter(id -> !id.isEmpty()).isPresent()) {
      var path = RunNode.pathOf(input.needed("id"));
      return new Upserted(
          new RunNode(editRun.run(caller.principal(), path, said, OptionalLong.empty()), true),
          false);
    }
    var place = places.inTeam(input.text("entityName"), input.text("modelName"));
    input.text("modelName").ifPresent(text -> title(place, text));
    var name =
        input.text("name").filter(text -> !text.isEmpty()).map(text -> Name.of("name", text));
    var created =
        createRun.run(
            caller.principal(),
            place.team(),
            place.project(),
            new NewRun(name, Resume.ALLOW, Optional.empty(), said));
    var run = keepAlive.run(caller.principal(), created.run().path(), Optional.empty());
    return new Upserted(new RunNode(run, true), created.isNew());
  }

  /// A project whose name is none of ours keeps it as its title.
  private void title(Place.InTeam place, String text) {
    var title = Slug.title("project", text);
    if (title.isPresent()) {
      try {
        createProject.run(caller.principal(), place.team(), place.project(), title, "");
      } catch (Failure.Conflict _) {
        // It is there.
      }
    }
  }

  /// With its artifacts, if they are to go: what of them may not go, keeps all.
  private Map<String, @Nullable Object> delete(Arguments input) {
    var path = RunNode.pathOf(input.needed("id"));
    if (input.isTrue("deleteArtifacts")) {
      deleteRunAndVersions.run(caller.principal(), path);
    } else {
      deleteRun.run(caller.principal(), path);
    }
    var answer = new HashMap<String, @Nullable Object>();
    answer.put("clientMutationId", input.text("clientMutationId").orElse(null));
    return answer;
  }

  /// A run that its own process will not end any more may be said to have failed.
  private Map<String, Boolean> state(Arguments input) {
    var path = RunNode.pathOf(input.needed("id"));
    var state = input.needed("state");
    if (!state.equals(RunState.FAILED.text())) {
      throw new Failure.Invalid(
          "state", "run.state", "state can be set to failed only; no run waits here to be begun");
    }
    finishRun.run(caller.principal(), path, RunState.FAILED, Optional.empty());
    return Map.of("success", true);
  }

  /// Alerts are not sent on: but the run must be there.
  private Map<String, Boolean> found(Arguments input) {
    var path =
        places.run(input.text("entityName"), input.text("projectName"), input.needed("runName"));
    findRun.run(caller.principal(), path, Permission.WRITE);
    return Map.of("success", true);
  }
}
