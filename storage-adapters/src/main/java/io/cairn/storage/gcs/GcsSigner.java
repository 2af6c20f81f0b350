// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.gcs;

import com.google.auth.ServiceAccountSigner;
import com.google.auth.ServiceAccountSigner.SigningException;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.HttpMethod;
import com.google.cloud.storage.Storage.SignUrlOption;
import io.cairn.core.content.DirectUploads.Signed;
import io.cairn.core.failure.Failure;
import io.cairn.core.time.Timeline;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Makes URLs (V4 signatures) by which anybody may read or write one object for a while. They are
/// secrets: they are not logged.
///
/// Not all credentials can sign: the key of a service account does, an attached account asks Google
/// to and may be refused. Who was refused is not asked again for a while.
final class GcsSigner {
  private static final System.Logger LOG = System.getLogger(GcsSigner.class.getName());
  private static final String TYPE = "application/octet-stream";
  private static final Duration REST = Duration.ofMinutes(10);

  private final GcsBucket bucket;
  private final Timeline timeline;
  private volatile Instant restsUntil = Instant.MIN;

  GcsSigner(GcsBucket bucket, Timeline timeline) {
    this.bucket = bucket;
    this.timeline = timeline;
  }

  boolean canSign() {
    return bucket.storage().getOptions().getCredentials() instanceof ServiceAccountSigner
        && !timeline.now().isBefore(restsUntil);
  }

  /// Empty if these credentials cannot sign.
  ///
  /// @param disposition what a browser is told to do with it
  Optional<URI> read(String key, String disposition, Duration lifetime) {
    return signed(
        key,
        lifetime,
        SignUrlOption.httpMethod(HttpMethod.GET),
        SignUrlOption.withQueryParams(
            Map.of("response-content-disposition", disposition, "response-content-type", TYPE)));
  }

  /// For an object that is not there yet, of exactly so many bytes. Empty if these credentials
  /// cannot sign.
  Optional<Signed> write(String key, long sizeBytes, Duration lifetime) {
    var headers = new TreeMap<String, String>();
    headers.put("content-type", TYPE);
    headers.put("x-goog-content-length-range", sizeBytes + "," + sizeBytes);
    headers.put("x-goog-if-generation-match", "0");
    var settings = bucket.settings();
    settings.kmsKey().ifPresent(name -> headers.put("x-goog-encryption-kms-key-name", name));
    settings.storageClass().ifPresent(name -> headers.put("x-goog-storage-class", name));
    return signed(
            key,
            lifetime,
            SignUrlOption.httpMethod(HttpMethod.PUT),
            SignUrlOption.withExtHeaders(headers))
        .map(url -> new Signed("PUT", url, headers));
  }

  private Optional<URI> signed(String key, Duration lifetime, SignUrlOption... more) {
    if (!canSign()) {
      return Optional.empty();
    }
    var options = new SignUrlOption[more.length + 3];
    System.arraycopy(more, 0, options, 0, more.length);
    options[more.length] = SignUrlOption.withV4Signature();
    options[more.length + 1] = SignUrlOption.withPathStyle();
    options[more.length + 2] =
        SignUrlOption.withHostName(
            bucket
                .settings()
                .endpoint()
                .map(URI::toString)
                .orElse("https://storage.googleapis.com"));
    try {
      return Optional.of(
          uri(
              bucket
                  .storage()
                  .signUrl(
                      BlobInfo.newBuilder(bucket.id(key)).build(),
                      lifetime.toSeconds(),
                      TimeUnit.SECONDS,
                      options)));
    } catch (IllegalStateException | SigningException e) {
      restsUntil = timeline.now().plus(REST);
      LOG.log(
          Level.WARNING,
          "the credentials for the bucket cannot sign URLs; for ten minutes bytes go through this"
              + " server instead",
          e);
      return Optional.empty();
    }
  }

  private static URI uri(URL url) {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      throw new Failure.Unavailable("signing of URLs", e);
    }
  }
}
