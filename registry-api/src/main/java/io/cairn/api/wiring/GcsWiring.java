// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.api.config.StorageConfig;
import io.cairn.core.content.HashingPool;
import io.cairn.core.time.Timeline;
import io.cairn.storage.gcs.GcsBlobStore;
import io.cairn.storage.gcs.GcsSettings;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// `cairn.storage=gcs`. Nothing of Google's client is loaded where it is not chosen.
@ApplicationScoped
public class GcsWiring {
  @Produces
  @Singleton
  @Identifier("gcs")
  GcsBlobStore gcs(StorageConfig config, HashingPool hashing, Timeline timeline) {
    var settings =
        new GcsSettings(
            StorageWiring.bucket(config, "gcs"),
            StorageWiring.prefix(config),
            config.endpoint(),
            config.project(),
            config.kmsKey(),
            config.storageClass(),
            config.partBytes(),
            config.download().equals("redirect"),
            StorageWiring.patience(config));
    try {
      return GcsBlobStore.open(settings, hashing, timeline);
    } catch (IllegalStateException e) {
      throw new ConfigurationException(e.getMessage());
    }
  }

  void close(@Disposes @Identifier("gcs") GcsBlobStore store) {
    store.close();
  }
}
