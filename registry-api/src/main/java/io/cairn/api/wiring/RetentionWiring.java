// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.api.config.GcConfig;
import io.cairn.api.config.RetentionConfig;
import io.cairn.api.config.ScrubConfig;
import io.cairn.core.access.Access;
import io.cairn.core.artifact.ReadVersionFiles;
import io.cairn.core.content.Arrivals;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.CheckBlob;
import io.cairn.core.content.CondemnBlob;
import io.cairn.core.content.Damages;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.job.Jobs;
import io.cairn.core.job.WorkOnJobs;
import io.cairn.core.retention.CheckVersionBlob;
import io.cairn.core.retention.CollectGarbage;
import io.cairn.core.retention.GcSettings;
import io.cairn.core.retention.ListDamagedBlobs;
import io.cairn.core.retention.ListGarbage;
import io.cairn.core.retention.MeasureUpkeep;
import io.cairn.core.retention.ReadJobs;
import io.cairn.core.retention.ScheduleJobs;
import io.cairn.core.retention.Scrub;
import io.cairn.core.retention.ScrubSettings;
import io.cairn.core.retention.StartGc;
import io.cairn.core.retention.StartScrub;
import io.cairn.core.retention.StopJob;
import io.cairn.core.time.Timeline;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Keeping bytes right, and letting go of what nothing needs.
@ApplicationScoped
public class RetentionWiring {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// Reads blobs that somebody says are damaged.
  @Produces
  @Singleton
  @Identifier("check")
  ExecutorService checking() {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("check").factory());
  }

  void stop(@Disposes @Identifier("check") ExecutorService checking) {
    checking.shutdownNow();
  }

  @Produces
  @Singleton
  Damages damages(Events events) {
    return new Damages(events);
  }

  @Produces
  @Singleton
  Arrivals arrivals(Damages damages, Timeline timeline) {
    return new Arrivals(damages, timeline);
  }

  @Produces
  @Singleton
  CheckBlob checkBlob(BlobStore store, Facts facts, Damages damages, CondemnBlob condemnBlob) {
    return new CheckBlob(store, facts, damages, condemnBlob);
  }

  @Produces
  @Singleton
  CheckVersionBlob checkVersionBlob(
      ReadVersionFiles files, CheckBlob checkBlob, @Identifier("check") ExecutorService checking) {
    return new CheckVersionBlob(files, checkBlob, checking, PATIENCE);
  }

  @Produces
  @Singleton
  ListDamagedBlobs listDamagedBlobs(Facts facts, Access access) {
    return new ListDamagedBlobs(facts, access);
  }

  @Produces
  @Singleton
  Jobs jobs(Events events, Timeline timeline) {
    return new Jobs(events, timeline);
  }

  @Produces
  @Singleton
  WorkOnJobs workOnJobs(Facts facts, Jobs jobs, Timeline timeline) {
    return new WorkOnJobs(facts, jobs, timeline);
  }

  @Produces
  @Singleton
  ScheduleJobs scheduleJobs(Facts facts, Jobs jobs, Timeline timeline) {
    return new ScheduleJobs(facts, jobs, timeline);
  }

  @Produces
  @Singleton
  Scrub scrub(Facts facts, CheckBlob checkBlob, ScrubConfig config) {
    return new Scrub(facts, checkBlob, new ScrubSettings(config.bytesPerSecond()));
  }

  @Produces
  @Singleton
  GcSettings gcSettings(GcConfig gc, RetentionConfig retention) {
    try {
      return new GcSettings(gc.grace(), gc.trash(), retention.undeleteWindow(), gc.maxFraction());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("settings cairn.gc: " + e.getMessage());
    }
  }

  @Produces
  @Singleton
  CollectGarbage collectGarbage(
      Facts facts, BlobStore store, Timeline timeline, GcSettings settings) {
    return new CollectGarbage(facts, store, timeline, settings);
  }

  @Produces
  @Singleton
  ListGarbage listGarbage(Facts facts, Access access, Timeline timeline, GcSettings settings) {
    return new ListGarbage(facts, access, timeline, settings);
  }

  @Produces
  @Singleton
  StartGc startGc(Facts facts, Access access, Jobs jobs) {
    return new StartGc(facts, access, jobs);
  }

  @Produces
  @Singleton
  StartScrub startScrub(Facts facts, Access access, Jobs jobs) {
    return new StartScrub(facts, access, jobs);
  }

  @Produces
  @Singleton
  ReadJobs readJobs(Facts facts, Access access, Jobs jobs) {
    return new ReadJobs(facts, access, jobs);
  }

  @Produces
  @Singleton
  MeasureUpkeep measureUpkeep(Facts facts, Access access, Jobs jobs) {
    return new MeasureUpkeep(facts, access, jobs);
  }

  @Produces
  @Singleton
  StopJob stopJob(Facts facts, Access access, Jobs jobs) {
    return new StopJob(facts, access, jobs);
  }
}
