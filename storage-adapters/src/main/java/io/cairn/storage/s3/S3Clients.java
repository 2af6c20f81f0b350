// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// Makes clients: bounded in time, connections and tries.
final class S3Clients {
  private static final int MAX_TRIES = 4;
  private static final int MAX_CONNECTIONS = 128;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration TURN = Duration.ofSeconds(30);

  private S3Clients() {}

  /// Retries what may be retried with growing, jittered pauses (the SDK's standard strategy); sums
  /// are sent where we say so, and verified by whoever reads a blob.
  static S3Client client(S3Settings settings) {
    var builder =
        S3Client.builder()
            .forcePathStyle(settings.pathStyle())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(c ->
                c.retryStrategy(
                    AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(MAX_TRIES)
                        .build()))
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .maxConnections(MAX_CONNECTIONS)
                    .connectionTimeout(CONNECT)
                    .connectionAcquisitionTimeout(TURN)
                    .socketTimeout(settings.patience().silence()));
    settings.endpoint().ifPresent(builder::endpointOverride);
    region(settings).ifPresent(builder::region);
    return builder.build();
  }

  static Optional<Region> region(S3Settings settings) {
    return settings.region().or(() -> settings.endpoint().map(_ -> "us-east-1")).map(Region::of);
  }

  static void empty(Path spool) {
    try {
      Files.createDirectories(spool);
      try (var left = Files.newDirectoryStream(spool, "*.spool")) {
        for (var file : left) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("the folder for parts of blobs cannot be used", e);
    }
  }
}
