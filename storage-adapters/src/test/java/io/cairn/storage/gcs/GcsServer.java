// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.gcs;

import com.google.cloud.storage.BucketInfo;
import com.google.cloud.storage.StorageException;
import io.cairn.storage.contract.StoreServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A server that speaks Google's protocol; one for all tests of a run.
public final class GcsServer {
  public static final String BUCKET = "cairn-contract";

  private static @Nullable GcsServer fake;

  private final StoreServer server;

  private GcsServer(StoreServer server) {
    this.server = server;
  }

  public URI endpoint() {
    return server.endpoint();
  }

  /// If its program is there: on the path, or where `.ci/run` puts it.
  public static synchronized Optional<GcsServer> fake() {
    if (fake == null) {
      fake = StoreServer.program("fake-gcs-server").map(GcsServer::start).orElse(null);
    }
    return Optional.ofNullable(fake);
  }

  private static GcsServer start(Path program) {
    var port = StoreServer.freePort();
    var command =
        List.of(
            program.toString(),
            "-scheme",
            "http",
            "-host",
            "127.0.0.1",
            "-port",
            Integer.toString(port),
            "-backend",
            "memory",
            "-public-host",
            "127.0.0.1:" + port,
            "-external-url",
            "http://127.0.0.1:" + port);
    return new GcsServer(StoreServer.start("fake-gcs-server", command, Map.of(), port));
  }

  static GcsSettings settings(URI endpoint, String prefix, int partBytes) {
    return new GcsSettings(
        BUCKET,
        prefix,
        Optional.of(endpoint),
        Optional.of("test"),
        Optional.empty(),
        Optional.empty(),
        partBytes,
        false);
  }

  public void createBucket() {
    var storage = GcsClients.client(settings(endpoint(), "", 1 << 20));
    try {
      var unused = storage.create(BucketInfo.of(BUCKET));
    } catch (StorageException e) {
      if (e.getCode() != 409) {
        throw e;
      }
    }
  }
}
