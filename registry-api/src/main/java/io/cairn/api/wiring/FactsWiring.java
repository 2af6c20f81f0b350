// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.api.config.DatabaseConfig;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.FactsSettings;
import io.cairn.core.time.Timeline;
import io.cairn.storage.local.DataFolder;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

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
  Facts facts(DataFolder folder, DatabaseConfig database) {
    var url = database.url().orElseGet(() -> "jdbc:sqlite:" + folder.root().resolve("facts.db"));
    try {
      return Facts.open(
          new FactsSettings(
              url,
              database.user().orElse(""),
              database.password().orElse(""),
              database.connections()));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("setting cairn.db.url: " + e.getMessage());
    } catch (IllegalStateException e) {
      throw new ConfigurationException(e.getMessage());
    }
  }

  void close(@Disposes Facts facts) {
    facts.close();
  }

  @Produces
  @Singleton
  Events events(Timeline timeline) {
    return new Events(timeline);
  }
}
