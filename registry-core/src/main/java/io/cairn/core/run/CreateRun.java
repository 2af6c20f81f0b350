// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.access.Access;
import io.cairn.core.access.Namespace;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.lineage.EdgeKind;
import io.cairn.core.lineage.LineageEdges;
import io.cairn.core.lineage.Node;
import io.cairn.core.name.Name;
import io.cairn.core.name.RunId;
import io.cairn.core.project.Project;
import io.cairn.core.project.Projects;
import io.cairn.core.time.Timeline;
import java.util.Map;
import java.util.Optional;

/// Begins a run, or goes on with one that exists. The first run of a project makes the project.
public final class CreateRun {
  private static final int MAX_ATTEMPTS = 5;

  private final Facts facts;
  private final Access access;
  private final Projects projects;
  private final LineageEdges edges;
  private final Events events;
  private final Timeline timeline;
  private final Heartbeats heartbeats;

  public CreateRun(
      Facts facts,
      Access access,
      Projects projects,
      LineageEdges edges,
      Events events,
      Heartbeats heartbeats) {
    this.facts = facts;
    this.access = access;
    this.projects = projects;
    this.edges = edges;
    this.events = events;
    this.timeline = heartbeats.timeline();
    this.heartbeats = heartbeats;
  }

  /// The run, and whether it is new.
  public record Created(Run run, boolean isNew) {}

  /// @throws Failure.Conflict `run.taken` if the name is taken and the run may not be resumed,
  ///   `run.deleted` if it was taken by a run that is gone: a name is never given twice
  /// @throws Failure.NotFound if the run must exist and does not
  public Created run(Principal actor, Name team, Name project, NewRun wanted) {
    if (wanted.resume() == Resume.MUST && wanted.name().isEmpty()) {
      throw new Failure.Invalid(
          "id", "run.resume", "id is needed: resume 'must' goes on with the run of that id");
    }
    return facts.write(tx -> {
      var space = access.require(tx, actor, NamespaceKind.TEAM, team, Permission.WRITE);
      var known = projects.find(tx, space, project).flatMap(p -> find(tx, p, wanted.name()));
      if (known.isPresent()) {
        return resume(tx, actor, space, known.get(), wanted);
      }
      if (wanted.resume() == Resume.MUST) {
        throw RunDoor.notFound(new RunPath(team, project, wanted.name().orElseThrow()));
      }
      return begin(tx, actor, projects.findOrCreate(tx, actor, space, project), space, wanted);
    });
  }

  private Created begin(Tx tx, Principal actor, Project project, Namespace space, NewRun wanted) {
    var parent = wanted.parent().map(name -> parent(tx, project, name));
    for (var attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      var name = wanted.name().orElseGet(() -> ReadableNames.of(timeline.newId()));
      var id = new RunId(timeline.newId());
      var by = actor.userId().value();
      if (Runs.insert(tx, id, project.id(), space.id().value(), name, parent, by, timeline.now())) {
        return new Created(fill(tx, actor, space, reread(tx, project, name), parent, wanted), true);
      }
      if (wanted.name().isPresent()) {
        var winner = find(tx, project, wanted.name()).orElseThrow();
        return resume(tx, actor, space, winner, wanted);
      }
    }
    throw new Failure.Unavailable("a free name for the run", null);
  }

  private Run fill(
      Tx tx, Principal actor, Namespace space, Run blank, Optional<RunId> parent, NewRun wanted) {
    var node = Node.run(blank.id().value());
    parent.ifPresent(
        p -> edges.add(tx, EdgeKind.PARENT, Node.run(p.value()), node, JsonObject.empty()));
    var run = RunChanges.apply(tx, blank, wanted.said());
    append(tx, actor, space, "run.created", run);
    return run;
  }

  private Created resume(Tx tx, Principal actor, Namespace space, Runs.Found found, NewRun wanted) {
    if (found.isDeleted()) {
      throw deleted();
    }
    if (wanted.resume() == Resume.NEVER) {
      throw new Failure.Conflict(
          "run.taken",
          "id is taken; resume 'allow' goes on with that run",
          found.run().path().toString());
    }
    var id = found.run().id();
    if (!Runs.lock(tx, id)) {
      throw deleted();
    }
    Runs.resume(tx, id, timeline.now());
    // Merged over what stands now, not over what stood before the lock.
    var run = Runs.byId(tx, id, heartbeats.silentSince()).orElseThrow();
    RunChanges.apply(tx, run, wanted.said());
    append(tx, actor, space, "run.resumed", run);
    return new Created(Runs.byId(tx, id, heartbeats.silentSince()).orElseThrow(), false);
  }

  private static Failure.Conflict deleted() {
    return new Failure.Conflict(
        "run.deleted", "id is taken: a deleted run had it, and an id is never given twice");
  }

  private Optional<Runs.Found> find(Tx tx, Project project, Optional<Name> name) {
    return name.flatMap(n -> Runs.byName(tx, project.id(), n, heartbeats.silentSince()));
  }

  private Run reread(Tx tx, Project project, Name name) {
    return Runs.byName(tx, project.id(), name, heartbeats.silentSince()).orElseThrow().run();
  }

  private RunId parent(Tx tx, Project project, Name name) {
    return Runs.byName(tx, project.id(), name, heartbeats.silentSince())
        .filter(found -> !found.isDeleted())
        .map(found -> found.run().id())
        .orElseThrow(() ->
            new Failure.Invalid(
                "parent", "run.parent", "parent must be a run of the same project"));
  }

  private void append(Tx tx, Principal actor, Namespace space, String kind, Run run) {
    var data = JsonObject.of("data", Map.of("path", run.path().toString()));
    events.append(tx, actor.origin(), kind, space.id().value(), "run", run.id().value(), data);
  }
}
