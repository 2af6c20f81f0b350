// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.core.access.Access;
import io.cairn.core.access.RecognisedKeys;
import io.cairn.core.content.Arrivals;
import io.cairn.core.content.BlobStore;
import io.cairn.core.event.Events;
import io.cairn.core.export.BeginImport;
import io.cairn.core.export.CommitImport;
import io.cairn.core.export.ExportFacts;
import io.cairn.core.export.FindExportBlob;
import io.cairn.core.export.ReceiveImport;
import io.cairn.core.fact.Facts;
import io.cairn.core.time.Timeline;
import io.quarkus.runtime.ApplicationConfig;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The whole installation as files, and back.
@ApplicationScoped
public class ExportWiring {
  /// Well below the time after which a silent connection is closed.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// Writes the facts of an import. At the end of the server it is let go, and they are undone.
  @Produces
  @Singleton
  @Identifier("import")
  ExecutorService importing() {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("import").factory());
  }

  void stop(@Disposes @Identifier("import") ExecutorService importing) {
    importing.shutdownNow();
  }

  @Produces
  @Singleton
  ExportFacts exportFacts(
      Facts facts, Access access, Events events, Timeline timeline, ApplicationConfig application) {
    var version = application.version().orElse("unknown");
    return new ExportFacts(facts, access, events, timeline, version);
  }

  @Produces
  @Singleton
  FindExportBlob findExportBlob(Facts facts, Access access) {
    return new FindExportBlob(facts, access);
  }

  @Produces
  @Singleton
  BeginImport beginImport(Facts facts, Access access, Timeline timeline) {
    return new BeginImport(facts, access, timeline);
  }

  @Produces
  @Singleton
  ReceiveImport receiveImport(Facts facts, BlobStore store, Access access, Arrivals arrivals) {
    return new ReceiveImport(facts, store, access, arrivals);
  }

  @Produces
  @Singleton
  CommitImport commitImport(
      Facts facts,
      BlobStore store,
      Access access,
      RecognisedKeys recognised,
      Events events,
      Timeline timeline,
      @Identifier("import") ExecutorService importing) {
    var parts = new CommitImport.Parts(facts, store, access, recognised, events, timeline);
    return new CommitImport(parts, importing, PATIENCE);
  }
}
