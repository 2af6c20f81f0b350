// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.gcs;

import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.HttpMethod;
import com.google.cloud.storage.Storage.SignUrlOption;
import io.cairn.core.content.DirectUploads.Signed;
import io.cairn.core.failure.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Makes URLs (V4 signatures) by which anybody may read or write one object for a while. They are
/// secrets: they are not logged. The credentials must be able to sign: those of a service account.
final class GcsSigner {
  private static final String TYPE = "application/octet-stream";

  private final GcsBucket bucket;

  GcsSigner(GcsBucket bucket) {
    this.bucket = bucket;
  }

  /// @param disposition what a browser is told to do with it
  URI read(String key, String disposition, Duration lifetime) {
    return signed(
        key,
        lifetime,
        SignUrlOption.httpMethod(HttpMethod.GET),
        SignUrlOption.withQueryParams(
            Map.of("response-content-disposition", disposition, "response-content-type", TYPE)));
  }

  /// For an object that is not there yet.
  Signed write(String key, Duration lifetime) {
    var headers = Map.of("x-goog-if-generation-match", "0", "content-type", TYPE);
    var url =
        signed(
            key,
            lifetime,
            SignUrlOption.httpMethod(HttpMethod.PUT),
            SignUrlOption.withExtHeaders(headers));
    return new Signed("PUT", url, headers);
  }

  private URI signed(String key, Duration lifetime, SignUrlOption... more) {
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
      return uri(
          bucket
              .storage()
              .signUrl(
                  BlobInfo.newBuilder(bucket.id(key)).build(),
                  lifetime.toSeconds(),
                  TimeUnit.SECONDS,
                  options));
    } catch (IllegalStateException e) {
      throw new Failure.Unavailable("signing of URLs (these credentials cannot sign)", e);
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
