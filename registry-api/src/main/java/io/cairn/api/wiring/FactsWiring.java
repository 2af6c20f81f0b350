// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.api.config.DatabaseConfig;
import io.cairn.api.config.ServerConfig;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.FactsSettings;
import io.cairn.core.fact.ServerSeat;
import io.cairn.core.time.Timeline;
import io.cairn.storage.local.DataFolder;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The data base, the clock and the event stream.
@ApplicationScoped
public class FactsWiring {
  private final AtomicReference<@Nullable ServerSeat> seat = new AtomicReference<>();

  @Produces
  @Singleton
  Timeline timeline() {
    return Timeline.system();
  }

  @Produces
  @Singleton
  Facts facts(DataFolder folder, DatabaseConfig database, ServerConfig server) {
    var url = database.url().orElseGet(() -> "jdbc:sqlite:" + folder.root().resolve("facts.db"));
    var settings =
        new FactsSettings(
            url,
            database.user().orElse(""),
            database.password().orElse(""),
            database.connections());
    try {
      if (url.startsWith("jdbc:postgresql:")) {
        seat.set(ServerSeat.take(settings, server.storageKind().equals("local")));
      }
      return Facts.open(settings);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("setting cairn.db.url: " + e.getMessage());
    } catch (IllegalStateException e) {
      throw new ConfigurationException(e.getMessage());
    }
  }

  void close(@Disposes Facts facts) {
    facts.close();
    var taken = seat.getAndSet(null);
    if (taken != null) {
      taken.close();
    }
  }

  @Produces
  @Singleton
  Events events(Timeline timeline) {
    return new Events(timeline);
  }
}
