// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.api.config.RunConfig;
import io.cairn.core.access.Access;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.lineage.LineageEdges;
import io.cairn.core.project.Projects;
import io.cairn.core.run.AppendHistory;
import io.cairn.core.run.BackfillRunValues;
import io.cairn.core.run.CreateRun;
import io.cairn.core.run.DeleteRun;
import io.cairn.core.run.DescribeRun;
import io.cairn.core.run.DescribeStreams;
import io.cairn.core.run.DetectCrashes;
import io.cairn.core.run.EditRun;
import io.cairn.core.run.FindRun;
import io.cairn.core.run.FinishRun;
import io.cairn.core.run.Heartbeats;
import io.cairn.core.run.KeepRunAlive;
import io.cairn.core.run.ReadConsole;
import io.cairn.core.run.ReadHistory;
import io.cairn.core.run.RunDoor;
import io.cairn.core.run.SampleHistory;
import io.cairn.core.run.SampleRecords;
import io.cairn.core.time.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Runs and their history.
@ApplicationScoped
public class RunWiring {
  @Produces
  @Singleton
  Heartbeats heartbeats(Timeline timeline, RunConfig config) {
    return new Heartbeats(timeline, config.crashAfter());
  }

  @Produces
  @Singleton
  RunDoor runDoor(Access access, Projects projects, Heartbeats heartbeats) {
    return new RunDoor(access, projects, heartbeats);
  }

  @Produces
  @Singleton
  DetectCrashes detectCrashes(Facts facts, Heartbeats heartbeats, Events events) {
    return new DetectCrashes(facts, heartbeats, events);
  }

  @Produces
  @Singleton
  BackfillRunValues backfillRunValues(Facts facts, Heartbeats heartbeats) {
    return new BackfillRunValues(facts, heartbeats);
  }

  @Produces
  @Singleton
  CreateRun createRun(
      Facts facts,
      Access access,
      Projects projects,
      LineageEdges edges,
      Events events,
      Heartbeats heartbeats) {
    return new CreateRun(facts, access, projects, edges, events, heartbeats);
  }

  @Produces
  @Singleton
  DescribeRun describeRun(Facts facts, RunDoor door) {
    return new DescribeRun(facts, door);
  }

  @Produces
  @Singleton
  DescribeStreams describeStreams(Facts facts, RunDoor door) {
    return new DescribeStreams(facts, door);
  }

  @Produces
  @Singleton
  FindRun findRun(Facts facts, RunDoor door) {
    return new FindRun(facts, door);
  }

  @Produces
  @Singleton
  EditRun editRun(Facts facts, RunDoor door, Events events) {
    return new EditRun(facts, door, events);
  }

  @Produces
  @Singleton
  KeepRunAlive keepRunAlive(Facts facts, RunDoor door, Events events, Timeline timeline) {
    return new KeepRunAlive(facts, door, events, timeline);
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

  @Produces
  @Singleton
  SampleRecords sampleRecords(Facts facts, RunDoor door) {
    return new SampleRecords(facts, door);
  }

  @Produces
  @Singleton
  SampleHistory sampleHistory(Facts facts, RunDoor door) {
    return new SampleHistory(facts, door);
  }

  @Produces
  @Singleton
  ReadConsole readConsole(Facts facts, RunDoor door) {
    return new ReadConsole(facts, door);
  }
}
