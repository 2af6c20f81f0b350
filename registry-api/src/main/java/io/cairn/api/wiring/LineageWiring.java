// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.core.access.Access;
import io.cairn.core.artifact.DescribeVersions;
import io.cairn.core.artifact.ReadVersionFiles;
import io.cairn.core.artifact.ResolveReference;
import io.cairn.core.artifact.VersionNodes;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.lineage.LineageEdges;
import io.cairn.core.lineage.WalkLineage;
import io.cairn.core.run.FindRun;
import io.cairn.core.run.Heartbeats;
import io.cairn.core.run.ListRunVersions;
import io.cairn.core.run.RecordInput;
import io.cairn.core.run.RunDoor;
import io.cairn.core.run.RunNodes;
import io.cairn.core.time.Timeline;
import io.cairn.core.trace.CountRunVersions;
import io.cairn.core.trace.TraceFile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/// The graph of runs and versions, and what its nodes are.
@ApplicationScoped
public class LineageWiring {
  @Produces
  @Singleton
  LineageEdges lineageEdges(Timeline timeline) {
    return new LineageEdges(timeline);
  }

  @Produces
  @Singleton
  RunNodes runNodes(Access access, Heartbeats heartbeats) {
    return new RunNodes(access, heartbeats);
  }

  @Produces
  @Singleton
  VersionNodes versionNodes(Access access) {
    return new VersionNodes(access);
  }

  @Produces
  @Singleton
  WalkLineage walkLineage(Facts facts, RunNodes runs, VersionNodes versions) {
    return new WalkLineage(facts, List.of(runs, versions));
  }

  @Produces
  @Singleton
  TraceFile traceFile(
      Facts facts,
      Access access,
      ResolveReference resolve,
      ReadVersionFiles files,
      FindRun findRun,
      WalkLineage walkLineage) {
    return new TraceFile(facts, access, resolve, files, findRun, walkLineage);
  }

  @Produces
  @Singleton
  CountRunVersions countRunVersions(Facts facts, Access access, RunDoor door) {
    return new CountRunVersions(facts, access, door);
  }

  @Produces
  @Singleton
  RecordInput recordInput(
      Facts facts, RunDoor door, LineageEdges edges, VersionNodes versions, Events events) {
    return new RecordInput(facts, door, edges, versions, events);
  }

  @Produces
  @Singleton
  ListRunVersions listRunVersions(Facts facts, RunDoor door, LineageEdges edges) {
    return new ListRunVersions(facts, door, edges);
  }

  @Produces
  @Singleton
  DescribeVersions describeVersions(Facts facts, Access access) {
    return new DescribeVersions(facts, access);
  }
}
