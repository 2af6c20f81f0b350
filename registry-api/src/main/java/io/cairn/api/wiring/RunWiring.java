// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.core.access.Access;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.lineage.LineageEdges;
import io.cairn.core.project.Projects;
import io.cairn.core.run.AppendHistory;
import io.cairn.core.run.CreateRun;
import io.cairn.core.run.DeleteRun;
import io.cairn.core.run.DescribeRun;
import io.cairn.core.run.EditRun;
import io.cairn.core.run.FindRun;
import io.cairn.core.run.FinishRun;
import io.cairn.core.run.KeepRunAlive;
import io.cairn.core.run.ListRuns;
import io.cairn.core.run.ReadHistory;
import io.cairn.core.run.RunDoor;
import io.cairn.core.time.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Runs and their history.
@ApplicationScoped
public class RunWiring {
  @Produces
  @Singleton
  RunDoor runDoor(Access access, Projects projects, Timeline timeline) {
    return new RunDoor(access, projects, timeline);
  }

  @Produces
  @Singleton
  CreateRun createRun(
      Facts facts,
      Access access,
      Projects projects,
      LineageEdges edges,
      Events events,
      Timeline timeline) {
    return new CreateRun(facts, access, projects, edges, events, timeline);
  }

  @Produces
  @Singleton
  DescribeRun describeRun(Facts facts, RunDoor door) {
    return new DescribeRun(facts, door);
  }

  @Produces
  @Singleton
  FindRun findRun(Facts facts, RunDoor door) {
    return new FindRun(facts, door);
  }

  @Produces
  @Singleton
  ListRuns listRuns(Facts facts, Access access, Projects projects, Timeline timeline) {
    return new ListRuns(facts, access, projects, timeline);
  }

  @Produces
  @Singleton
  EditRun editRun(Facts facts, RunDoor door, Events events) {
    return new EditRun(facts, door, events);
  }

  @Produces
  @Singleton
  KeepRunAlive keepRunAlive(Facts facts, RunDoor door, Timeline timeline) {
    return new KeepRunAlive(facts, door, timeline);
  }

  @Produces
  @Singleton
  FinishRun finishRun(Facts facts, RunDoor door, Events events, Timeline timeline) {
    return new FinishRun(facts, door, events, timeline);
  }

  @Produces
  @Singleton
  DeleteRun deleteRun(Facts facts, RunDoor door, Events events, Timeline timeline) {
    return new DeleteRun(facts, door, events, timeline);
  }

  @Produces
  @Singleton
  AppendHistory appendHistory(Facts facts, RunDoor door, Events events, Timeline timeline) {
    return new AppendHistory(facts, door, events, timeline);
  }

  @Produces
  @Singleton
  ReadHistory readHistory(Facts facts, RunDoor door) {
    return new ReadHistory(facts, door);
  }
}
