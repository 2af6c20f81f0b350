// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.s3;

import io.cairn.storage.contract.StoreServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/// Servers that speak S3; one of each for all tests of a run.
public final class S3Server {
  public static final String USER = "cairn-test";
  public static final String SECRET = "cairn-test-secret";

  private static @Nullable S3Server mock;
  private static @Nullable S3Server minio;

  /// A key under which all of them can encrypt.
  static final String KMS_KEY = "cairn-test";

  private final StoreServer server;

  private S3Server(StoreServer server) {
    this.server = server;
    // Where the SDK's default chain looks first.
    System.setProperty("aws.accessKeyId", USER);
    System.setProperty("aws.secretAccessKey", SECRET);
  }

  public URI endpoint() {
    return server.endpoint();
  }

  /// Makes a bucket, if it is not there.
  public void createBucket(String bucket) {
    var settings = S3BlobStoreContract.settings(bucket, endpoint(), "");
    try (var client = S3Clients.client(settings)) {
      client.createBucket(request -> request.bucket(bucket));
    } catch (BucketAlreadyOwnedByYouException _) {
      // Another test made it.
    }
  }

  /// Adobe's S3Mock, which the build fetches as an artifact.
  public static synchronized S3Server mock() {
    var server = mock;
    if (server == null) {
      server = new S3Server(startMock());
      mock = server;
    }
    return server;
  }

  /// MinIO, if its program is there: on the path, or where `.ci/run` puts it.
  public static synchronized Optional<S3Server> minio() {
    if (minio == null) {
      minio =
          StoreServer.program("minio")
              .map(program -> new S3Server(startMinio(program)))
              .orElse(null);
    }
    return Optional.ofNullable(minio);
  }

  private static StoreServer startMock() {
    var port = StoreServer.freePort();
    var jar = Path.of("target", "servers", "s3mock.jar").toAbsolutePath();
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx384m",
            "-jar",
            jar.toString(),
            "--server.port=" + StoreServer.freePort(),
            "--com.adobe.testing.s3mock.httpPort=" + port,
            "--com.adobe.testing.s3mock.store.validKmsKeys=arn:aws:kms:us-east-1:123456789012:key/"
                + KMS_KEY);
    return StoreServer.start("S3Mock", _ -> command, Map.of(), port);
  }

  private static StoreServer startMinio(Path program) {
    var port = StoreServer.freePort();
    var environment =
        Map.of(
            "MINIO_ROOT_USER",
            USER,
            "MINIO_ROOT_PASSWORD",
            SECRET,
            "MINIO_KMS_SECRET_KEY",
            KMS_KEY + ":" + Base64.getEncoder().encodeToString(new byte[32]));
    return StoreServer.start(
        "MinIO",
        folder ->
            List.of(
                program.toString(),
                "server",
                folder.toString(),
                "--address",
                "127.0.0.1:" + port,
                "--console-address",
                "127.0.0.1:" + StoreServer.freePort()),
        environment,
        port);
  }
}
