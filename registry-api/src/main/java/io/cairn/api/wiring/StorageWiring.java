// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.api.config.ServerConfig;
import io.cairn.core.content.BlobStaging;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.HashingPool;
import io.cairn.storage.local.DataFolder;
import io.cairn.storage.local.LocalBlobStore;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Where the bytes lie. A store is a bean with the name that the setting `cairn.storage` gives it.
@ApplicationScoped
public class StorageWiring {
  /// The folder is taken before anything in it is opened; a second server is refused here.
  @Produces
  @Singleton
  DataFolder dataFolder(ServerConfig server) {
    try {
      return DataFolder.open(server.dataDir());
    } catch (IllegalStateException e) {
      throw new ConfigurationException(e.getMessage());
    }
  }

  void close(@Disposes DataFolder folder) {
    folder.close();
  }

  @Produces
  @Singleton
  HashingPool hashingPool() {
    return new HashingPool();
  }

  void close(@Disposes HashingPool pool) {
    pool.close();
  }

  @Produces
  @Singleton
  @Identifier("local")
  LocalBlobStore local(DataFolder folder, HashingPool hashing) {
    return LocalBlobStore.open(folder, hashing);
  }

  @Produces
  @Singleton
  BlobStore blobStore(ServerConfig server, @Any Instance<BlobStore> stores) {
    var chosen = stores.select(Identifier.Literal.of(server.storageKind()));
    if (!chosen.isResolvable()) {
      throw new ConfigurationException(
          "the setting cairn.storage is '"
              + server.storageKind()
              + "', and there is no such storage; take 'local'");
    }
    return chosen.get();
  }

  /// The same place takes the parts of uploads.
  @Produces
  @Singleton
  BlobStaging blobStaging(BlobStore store) {
    if (store instanceof BlobStaging staging) {
      return staging;
    }
    throw new ConfigurationException("this storage cannot take uploads in parts");
  }
}
