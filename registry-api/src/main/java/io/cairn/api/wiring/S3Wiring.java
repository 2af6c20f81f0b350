// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.api.config.StorageConfig;
import io.cairn.core.content.HashingPool;
import io.cairn.core.time.Timeline;
import io.cairn.storage.local.DataFolder;
import io.cairn.storage.s3.S3BlobStore;
import io.cairn.storage.s3.S3Settings;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// `cairn.storage=s3`. Nothing of Amazon's SDK is loaded where it is not chosen.
@ApplicationScoped
public class S3Wiring {
  @Produces
  @Singleton
  @Identifier("s3")
  S3BlobStore s3(StorageConfig config, DataFolder folder, HashingPool hashing, Timeline timeline) {
    var settings =
        new S3Settings(
            StorageWiring.bucket(config, "s3"),
            StorageWiring.prefix(config),
            config.endpoint(),
            config.publicEndpoint(),
            config.region(),
            config.pathStyle().orElse(config.endpoint().isPresent()),
            config.kmsKey(),
            config.storageClass(),
            config.partBytes(),
            config.conditionalWrites(),
            config.download().equals("redirect"),
            StorageWiring.patience(config));
    try {
      return S3BlobStore.open(settings, folder.root().resolve("spool"), hashing, timeline);
    } catch (IllegalStateException e) {
      throw new ConfigurationException(e.getMessage());
    }
  }

  void close(@Disposes @Identifier("s3") S3BlobStore store) {
    store.close();
  }
}
