// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference.gcs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.cloud.NoCredentials;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import io.cairn.reference.ObjectStore;
import io.cairn.reference.ReferenceContract;
import io.cairn.reference.StoreException;
import io.cairn.reference.StoreSettings;
import io.cairn.storage.gcs.GcsServer;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;

/// Where a server that speaks Google's protocol is found.
class GcsReferenceTest extends ReferenceContract {
  private static Storage storage;

  @BeforeAll
  static void findServer() {
    var server = GcsServer.fake();
    if (server.isEmpty()) {
      System.out.println(
          "left out: the tests of references against GCS, since the program 'fake-gcs-server' is"
              + " neither on the path nor in ~/.cache/cairn/bin; CAIRN_CI_STORES=build .ci/run builds"
              + " it (needs Go)");
    }
    assumeTrue(server.isPresent(), "fake-gcs-server is not there");
    server.get().createBucket();
    storage =
        StorageOptions.http()
            .setHost(server.get().endpoint().toString())
            .setProjectId("test")
            .setCredentials(NoCredentials.getInstance())
            .build()
            .getService();
  }

  @Override
  protected String scheme() {
    return "gs";
  }

  @Override
  protected String bucket() {
    return GcsServer.BUCKET;
  }

  @Override
  protected ObjectStore openStore() throws StoreException {
    var endpoint = GcsServer.fake().orElseThrow().endpoint();
    return GcsObjectStore.open(
        new StoreSettings(
            Optional.of(endpoint), Optional.empty(), Optional.empty(), Optional.empty(), true));
  }

  @Override
  protected void put(String key, byte[] bytes) {
    var unused = storage.create(BlobInfo.newBuilder(BlobId.of(bucket(), key)).build(), bytes);
  }

  @Override
  protected void remove(String key) {
    storage.delete(BlobId.of(bucket(), key));
  }
}
