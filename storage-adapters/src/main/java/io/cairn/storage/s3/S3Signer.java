// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.s3;

import io.cairn.core.content.Digest;
import io.cairn.core.content.DirectUploads.Signed;
import io.cairn.core.failure.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// Makes URLs by which anybody may read or write one object for a while. They are secrets: they are
/// not logged.
final class S3Signer implements AutoCloseable {
  // Every client sends these by itself.
  private static final Set<String> IMPLIED = Set.of("host", "content-length");

  private final S3Presigner presigner;
  private final S3Bucket bucket;

  S3Signer(S3Bucket bucket) {
    var settings = bucket.settings();
    var builder =
        S3Presigner.builder()
            .serviceConfiguration(
                S3Configuration.builder().pathStyleAccessEnabled(settings.pathStyle()).build());
    settings.publicEndpoint().or(settings::endpoint).ifPresent(builder::endpointOverride);
    S3Clients.region(settings).ifPresent(builder::region);
    this.presigner = builder.build();
    this.bucket = bucket;
  }

  /// @param disposition what a browser is told to do with it
  URI read(String key, String disposition, Duration lifetime) {
    return S3Failures.translated(() ->
        uri(
            presigner
                .presignGetObject(request ->
                    request
                        .signatureDuration(lifetime)
                        .getObjectRequest(get ->
                            get.bucket(bucket.settings().bucket())
                                .key(key)
                                .responseContentType("application/octet-stream")
                                .responseContentDisposition(disposition)))
                .url()));
  }

  /// Length and SHA-256 are part of what is signed: the store refuses other bytes.
  Signed write(String key, Digest digest, long sizeBytes, Duration lifetime) {
    var put =
        bucket
            .describedPut(key)
            .contentLength(sizeBytes)
            .checksumSHA256(Base64.getEncoder().encodeToString(digest.bytes()))
            .build();
    var signed =
        S3Failures.translated(() ->
            presigner.presignPutObject(
                request -> request.signatureDuration(lifetime).putObjectRequest(put)));
    var headers = new TreeMap<String, String>();
    signed
        .signedHeaders()
        .forEach((name, values) -> {
          var header = name.toLowerCase(Locale.ROOT);
          if (!IMPLIED.contains(header)) {
            headers.put(header, String.join(",", values));
          }
        });
    return new Signed("PUT", uri(signed.url()), headers);
  }

  private static URI uri(URL url) {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      throw new Failure.Unavailable("signing of URLs", e);
    }
  }

  @Override
  public void close() {
    presigner.close();
  }
}
