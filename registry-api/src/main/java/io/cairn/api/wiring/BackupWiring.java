// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.core.access.Access;
import io.cairn.core.backup.BeginBackup;
import io.cairn.core.backup.CopyFacts;
import io.cairn.core.backup.HoldBackup;
import io.cairn.core.backup.ListBackup;
import io.cairn.core.backup.RestoreBytes;
import io.cairn.core.content.Arrivals;
import io.cairn.core.content.BlobStore;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.time.Timeline;
import io.cairn.storage.local.DataFolder;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Copies of the installation that can take its place.
@ApplicationScoped
public class BackupWiring {
  /// Well below the time after which a silent connection is closed.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// Copies the data base.
  @Produces
  @Singleton
  @Identifier("backup")
  ExecutorService copying() {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("backup").factory());
  }

  void stop(@Disposes @Identifier("backup") ExecutorService copying) {
    copying.shutdownNow();
  }

  @Produces
  @Singleton
  BeginBackup beginBackup(Facts facts, Access access, Events events, Timeline timeline) {
    return new BeginBackup(facts, access, events, timeline);
  }

  @Produces
  @Singleton
  HoldBackup holdBackup(Facts facts, Access access, Events events, Timeline timeline) {
    return new HoldBackup(facts, access, events, timeline);
  }

  @Produces
  @Singleton
  ListBackup listBackup(Facts facts, Access access, HoldBackup holdBackup) {
    return new ListBackup(facts, access, holdBackup);
  }

  @Produces
  @Singleton
  RestoreBytes restoreBytes(Facts facts, BlobStore store, Access access, Arrivals arrivals) {
    return new RestoreBytes(facts, store, access, arrivals);
  }

  @Produces
  @Singleton
  CopyFacts copyFacts(
      Facts facts,
      HoldBackup holdBackup,
      DataFolder folder,
      @Identifier("backup") ExecutorService copying) {
    return new CopyFacts(facts, holdBackup, folder.root().resolve("incoming"), copying, PATIENCE);
  }
}
