// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.api.config.EventsConfig;
import io.cairn.core.access.Access;
import io.cairn.core.artifact.ReadCollections;
import io.cairn.core.audit.EventSignal;
import io.cairn.core.audit.FindEventScope;
import io.cairn.core.audit.PollingSignal;
import io.cairn.core.audit.ReadEvents;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.project.DescribeProject;
import io.cairn.core.run.FindRun;
import io.cairn.core.time.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// The stream of events, for readers.
@ApplicationScoped
public class AuditWiring {
  @Produces
  @Singleton
  ReadEvents readEvents(Facts facts, Access access, Events events) {
    return new ReadEvents(facts, access, events);
  }

  @Produces
  @Singleton
  EventSignal eventSignal(ReadEvents readEvents, Timeline timeline, EventsConfig config) {
    return new PollingSignal(readEvents, timeline, config.pollInterval());
  }

  @Produces
  @Singleton
  FindEventScope findEventScope(
      Facts facts,
      Access access,
      DescribeProject describeProject,
      ReadCollections readCollections,
      FindRun findRun) {
    return new FindEventScope(facts, access, describeProject, readCollections, findRun);
  }
}
