// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.gcs;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.gax.retrying.RetrySettings;
import com.google.auth.Credentials;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.NoCredentials;
import com.google.cloud.http.HttpTransportOptions;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import java.io.IOException;
import java.time.Duration;

/// Makes clients: bounded in time and tries.
final class GcsClients {
  private static final int CONNECT_MILLIS = 5_000;

  private GcsClients() {}

  static Storage client(GcsSettings settings, GcsLines lines) {
    return client(settings, lines, credentials(settings));
  }

  static Storage client(GcsSettings settings, GcsLines lines, Credentials credentials) {
    var builder =
        StorageOptions.http()
            .setTransportOptions(
                HttpTransportOptions.newBuilder()
                    .setHttpTransportFactory(
                        () -> new NetHttpTransport.Builder().setConnectionFactory(lines).build())
                    .setConnectTimeout(CONNECT_MILLIS)
                    .setReadTimeout(settings.patience().silenceMillis())
                    .build())
            .setRetrySettings(
                RetrySettings.newBuilder()
                    .setMaxAttempts(5)
                    .setInitialRetryDelayDuration(Duration.ofMillis(200))
                    .setRetryDelayMultiplier(2)
                    .setMaxRetryDelayDuration(Duration.ofSeconds(5))
                    .setTotalTimeoutDuration(settings.patience().toTryAgain())
                    .build());
    settings.endpoint().ifPresent(url -> builder.setHost(url.toString()));
    settings.project().ifPresent(builder::setProjectId);
    if (credentials instanceof NoCredentials && settings.project().isEmpty()) {
      builder.setProjectId("none");
    }
    return builder.setCredentials(credentials).build().getService();
  }

  private static Credentials credentials(GcsSettings settings) {
    try {
      return GoogleCredentials.getApplicationDefault();
    } catch (IOException e) {
      if (settings.endpoint().isEmpty()) {
        throw new IllegalStateException(
            "no Google credentials were found: set GOOGLE_APPLICATION_CREDENTIALS, or run where a"
                + " service account is attached",
            e);
      }
      return NoCredentials.getInstance();
    }
  }
}
