// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.api.config.DatabaseConfig;
import io.cairn.api.config.ServerConfig;
import io.cairn.api.config.StorageConfig;
import io.cairn.core.content.BlobStaging;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.CondemnBlob;
import io.cairn.core.content.Damages;
import io.cairn.core.content.ForwardedStaging;
import io.cairn.core.content.HashingPool;
import io.cairn.core.content.ReportingBlobStore;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.time.Timeline;
import io.cairn.storage.bucket.Patience;
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
  DataFolder dataFolder(ServerConfig server, DatabaseConfig database) {
    StartRules.require(server, database);
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

  /// What the store finds damaged is written down.
  @Produces
  @Singleton
  BlobStore blobStore(
      ServerConfig server, @Any Instance<BlobStore> stores, CondemnBlob condemnBlob) {
    return new ReportingBlobStore(chosen(server, stores), condemnBlob);
  }

  @Produces
  @Singleton
  CondemnBlob condemnBlob(
      ServerConfig server,
      @Any Instance<BlobStore> stores,
      Facts facts,
      Damages damages,
      Timeline timeline) {
    return new CondemnBlob(chosen(server, stores), facts, damages, timeline);
  }

  /// Asked whether it answers, so that a bucket that is not there, or lets nobody in, stops the
  /// start.
  private static BlobStore chosen(ServerConfig server, Instance<BlobStore> stores) {
    var chosen = stores.select(Identifier.Literal.of(server.storageKind()));
    if (!chosen.isResolvable()) {
      throw new ConfigurationException(
          "the setting cairn.storage is '"
              + server.storageKind()
              + "', and there is no such storage; take 'local', 's3' or 'gcs'");
    }
    var store = chosen.get();
    try {
      store.requireAnswering();
    } catch (Failure e) {
      throw new ConfigurationException(
          "the storage '" + server.storageKind() + "' cannot be used: " + e.text(), e);
    }
    return store;
  }

  /// The same place takes the parts of uploads, or the data folder does for it.
  @Produces
  @Singleton
  BlobStaging blobStaging(
      ServerConfig server,
      @Any Instance<BlobStore> stores,
      @Identifier("local") Instance<LocalBlobStore> local) {
    var store = chosen(server, stores);
    return store instanceof BlobStaging staging
        ? staging
        : new ForwardedStaging(local.get(), store);
  }

  static String bucket(StorageConfig config, String kind) {
    return config
        .bucket()
        .orElseThrow(() ->
            new ConfigurationException(
                "the setting cairn.storage is '"
                    + kind
                    + "', which needs a bucket: set cairn.storage.bucket"));
  }

  static Patience patience(StorageConfig config) {
    try {
      return new Patience(config.silence());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("the setting cairn.storage.silence: " + e.getMessage());
    }
  }

  /// As the stores want it: nothing, or ending in a slash.
  static String prefix(StorageConfig config) {
    return config.prefix().map(text -> text.endsWith("/") ? text : text + "/").orElse("");
  }
}
