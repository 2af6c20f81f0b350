// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.api.config.DatabaseConfig;
import io.cairn.api.config.ServerConfig;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.FactsSettings;
import io.cairn.core.time.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The data base, the clock and the event stream.
@ApplicationScoped
public class FactsWiring {
  @Produces
  @Singleton
  Timeline timeline() {
    return Timeline.system();
  }

  @Produces
  @Singleton
  Facts facts(ServerConfig server, DatabaseConfig database) {
    var url = database.url().orElseGet(() -> embeddedUrl(server.dataDir()));
    return Facts.open(
        new FactsSettings(
            url,
            database.user().orElse(""),
            database.password().orElse(""),
            database.connections()));
  }

  void close(@Disposes Facts facts) {
    facts.close();
  }

  @Produces
  @Singleton
  Events events(Timeline timeline) {
    return new Events(timeline);
  }

  private static String embeddedUrl(Path dataDir) {
    try {
      Files.createDirectories(dataDir);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the data folder " + dataDir, e);
    }
    return "jdbc:sqlite:" + dataDir.toAbsolutePath().resolve("facts.db");
  }
}
