// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.gcs;

import com.google.cloud.storage.BucketInfo;
import com.google.cloud.storage.StorageException;
import io.cairn.storage.bucket.Patience;
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
      var port = StoreServer.freePort();
      fake = start(port, "127.0.0.1:" + port).orElse(null);
    }
    return Optional.ofNullable(fake);
  }

  /// One of its own, if the program is there.
  ///
  /// @param known under which host and port it believes that clients reach it
  static Optional<GcsServer> start(int port, String known) {
    return StoreServer.program("fake-gcs-server").map(program -> start(program, port, known));
  }

  private static GcsServer start(Path program, int port, String known) {
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
            known,
            "-external-url",
            "http://" + known);
    return new GcsServer(StoreServer.start("fake-gcs-server", _ -> command, Map.of(), port));
  }

  static GcsSettings settings(URI endpoint, String prefix, int partBytes) {
    return settings(endpoint, prefix, partBytes, Patience.DEFAULT);
  }

  static GcsSettings settings(URI endpoint, String prefix, int partBytes, Patience patience) {
    return settings(endpoint, prefix, partBytes, Optional.empty(), Optional.empty(), patience);
  }

  static GcsSettings settings(
      URI endpoint,
      String prefix,
      int partBytes,
      Optional<String> kmsKey,
      Optional<String> storageClass,
      Patience patience) {
    return new GcsSettings(
        BUCKET,
        prefix,
        Optional.of(endpoint),
        Optional.of("test"),
        kmsKey,
        storageClass,
        partBytes,
        true,
        patience);
  }

  public void createBucket() {
    var storage = GcsClients.client(settings(endpoint(), "", 1 << 20), new GcsLines());
    try {
      var unused = storage.create(BucketInfo.of(BUCKET));
    } catch (StorageException e) {
      if (e.getCode() != 409) {
        throw e;
      }
    }
  }
}
