// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference.s3;

import io.cairn.reference.StoreSettings;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// Makes clients: bounded in time, connections and tries.
final class S3Connection {
  private static final int MAX_CONNECTIONS = 128;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final Duration CALL = Duration.ofSeconds(30);

  private S3Connection() {}

  /// Credentials of the SDK's default chain; without any, as anybody.
  static S3Client client(StoreSettings settings) {
    var builder =
        S3Client.builder()
            .forcePathStyle(settings.endpoint().isPresent())
            .crossRegionAccessEnabled(settings.endpoint().isEmpty())
            .credentialsProvider(credentials(settings))
            .region(Region.of(settings.region().orElse("us-east-1")))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(c -> c.apiCallTimeout(CALL))
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .maxConnections(MAX_CONNECTIONS)
                    .connectionTimeout(CONNECT)
                    .connectionAcquisitionTimeout(SILENCE)
                    .socketTimeout(SILENCE));
    settings.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  private static AwsCredentialsProvider credentials(StoreSettings settings) {
    var chain = DefaultCredentialsProvider.builder();
    settings.profile().ifPresent(chain::profileName);
    var provider = chain.build();
    try {
      var unused = provider.resolveCredentials();
      return provider;
    } catch (SdkException e) {
      if (settings.profile().isPresent()) {
        throw e;
      }
      return AnonymousCredentialsProvider.create();
    }
  }
}
