// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.api.config.KeepConfig;
import io.cairn.core.access.Access;
import io.cairn.core.artifact.AliasMoves;
import io.cairn.core.artifact.BuryMembers;
import io.cairn.core.artifact.Collections;
import io.cairn.core.artifact.DeleteVersion;
import io.cairn.core.artifact.SearchVersions;
import io.cairn.core.artifact.UndeleteVersion;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.job.JobWork;
import io.cairn.core.job.Jobs;
import io.cairn.core.keep.ApplyKeepRules;
import io.cairn.core.keep.DeleteByQuery;
import io.cairn.core.keep.DeleteRunAndVersions;
import io.cairn.core.keep.KeepScopes;
import io.cairn.core.keep.PreviewKeepRule;
import io.cairn.core.keep.ReadKeepRules;
import io.cairn.core.keep.SetKeepRule;
import io.cairn.core.keep.StartKeeping;
import io.cairn.core.keep.UndoDeletion;
import io.cairn.core.run.DeleteRun;
import io.cairn.core.run.RunDoor;
import io.cairn.core.time.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/// Letting go of many versions at once, and bringing them back.
@ApplicationScoped
public class KeepWiring {
  /// Work in the background, and how often.
  record KeepShift(JobWork work, Duration every) {}

  @Produces
  @Singleton
  BuryMembers buryMembers(AliasMoves aliases, Events events, Timeline timeline) {
    return new BuryMembers(aliases, events, timeline);
  }

  @Produces
  @Singleton
  DeleteRunAndVersions deleteRunAndVersions(
      Facts facts, RunDoor door, DeleteVersion deleteVersion, DeleteRun deleteRun) {
    return new DeleteRunAndVersions(facts, door, deleteVersion, deleteRun);
  }

  @Produces
  @Singleton
  KeepScopes keepScopes(Access access, Collections collections) {
    return new KeepScopes(access, collections);
  }

  @Produces
  @Singleton
  SetKeepRule setKeepRule(Facts facts, KeepScopes scopes, Events events, Timeline timeline) {
    return new SetKeepRule(facts, scopes, events, timeline);
  }

  @Produces
  @Singleton
  ReadKeepRules readKeepRules(Facts facts, Access access, KeepScopes scopes) {
    return new ReadKeepRules(facts, access, scopes);
  }

  @Produces
  @Singleton
  PreviewKeepRule previewKeepRule(
      Facts facts, Access access, Collections collections, KeepScopes scopes, Timeline timeline) {
    return new PreviewKeepRule(facts, access, collections, scopes, timeline);
  }

  @Produces
  @Singleton
  StartKeeping startKeeping(Facts facts, Access access, Jobs jobs) {
    return new StartKeeping(facts, access, jobs);
  }

  @Produces
  @Singleton
  KeepShift keepShift(
      Facts facts,
      Collections collections,
      BuryMembers bury,
      Timeline timeline,
      KeepConfig config) {
    return new KeepShift(new ApplyKeepRules(facts, collections, bury, timeline), config.every());
  }

  @Produces
  @Singleton
  DeleteByQuery deleteByQuery(
      Facts facts,
      Access access,
      Collections collections,
      SearchVersions search,
      BuryMembers bury,
      Timeline timeline) {
    return new DeleteByQuery(facts, access, collections, search, bury, timeline);
  }

  @Produces
  @Singleton
  UndoDeletion undoDeletion(
      Facts facts,
      Access access,
      Collections collections,
      UndeleteVersion undelete,
      Events events,
      Timeline timeline) {
    return new UndoDeletion(facts, access, collections, undelete, events, timeline);
  }
}
