// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.api.config.RetentionConfig;
import io.cairn.core.access.Access;
import io.cairn.core.artifact.AliasMoves;
import io.cairn.core.artifact.Collections;
import io.cairn.core.artifact.LiftRecall;
import io.cairn.core.artifact.ListDeleted;
import io.cairn.core.artifact.ListPulls;
import io.cairn.core.artifact.RecallVersion;
import io.cairn.core.artifact.RecordPull;
import io.cairn.core.artifact.ResolveReference;
import io.cairn.core.artifact.RollBackAlias;
import io.cairn.core.artifact.UndeleteCollection;
import io.cairn.core.artifact.UndeleteProject;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.project.ListDeletedProjects;
import io.cairn.core.project.Projects;
import io.cairn.core.time.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// What takes mistakes back.
@ApplicationScoped
public class UndoWiring {
  @Produces
  @Singleton
  RollBackAlias rollBackAlias(Facts facts, Collections collections, AliasMoves aliases) {
    return new RollBackAlias(facts, collections, aliases);
  }

  @Produces
  @Singleton
  ListDeleted listDeleted(
      Facts facts, Access access, Collections collections, RetentionConfig config) {
    return new ListDeleted(facts, access, collections, config.undeleteWindow());
  }

  @Produces
  @Singleton
  ListDeletedProjects listDeletedProjects(Facts facts, Access access, RetentionConfig config) {
    return new ListDeletedProjects(facts, access, config.undeleteWindow());
  }

  @Produces
  @Singleton
  UndeleteCollection undeleteCollection(
      Facts facts,
      Collections collections,
      Projects projects,
      AliasMoves aliases,
      Events events,
      Timeline timeline,
      RetentionConfig config) {
    return new UndeleteCollection(
        facts, collections, projects, aliases, events, timeline, config.undeleteWindow());
  }

  @Produces
  @Singleton
  UndeleteProject undeleteProject(
      Facts facts,
      Access access,
      Projects projects,
      AliasMoves aliases,
      Events events,
      Timeline timeline,
      RetentionConfig config) {
    return new UndeleteProject(
        facts, access, projects, aliases, events, timeline, config.undeleteWindow());
  }

  @Produces
  @Singleton
  RecallVersion recallVersion(
      Facts facts, ResolveReference resolve, AliasMoves aliases, Events events, Timeline timeline) {
    return new RecallVersion(facts, resolve, aliases, events, timeline);
  }

  @Produces
  @Singleton
  RecordPull recordPull(Facts facts, ResolveReference resolve, Timeline timeline) {
    return new RecordPull(facts, resolve, timeline);
  }

  @Produces
  @Singleton
  ListPulls listPulls(Facts facts, Access access, ResolveReference resolve) {
    return new ListPulls(facts, access, resolve);
  }

  @Produces
  @Singleton
  LiftRecall liftRecall(Facts facts, ResolveReference resolve, AliasMoves aliases, Events events) {
    return new LiftRecall(facts, resolve, aliases, events);
  }
}
