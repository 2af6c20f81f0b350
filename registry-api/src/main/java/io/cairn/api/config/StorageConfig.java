// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// The bucket, where bytes lie in one.
@ConfigMapping(prefix = "cairn.storage")
public interface StorageConfig {
  /// Name of the bucket, which must be there. No default. For `s3` and `gcs`.
  Optional<String> bucket();

  /// What all keys in the bucket begin with, such as `cairn/`. Default nothing. Set it when others
  /// use the bucket too.
  Optional<String> prefix();

  /// URL of the store's server. Default: that of the provider. For MinIO and its like.
  Optional<URI> endpoint();

  /// URL of the same server as clients reach it, for signed URLs. Default: the endpoint.
  Optional<URI> publicEndpoint();

  /// Region of the bucket. Default: what the provider's own settings say; `us-east-1` with an
  /// endpoint. For `s3`.
  Optional<String> region();

  /// Whether the bucket stands in the path of URLs and not in the host's name. Default: yes with an
  /// endpoint, else no. For `s3`.
  Optional<Boolean> pathStyle();

  /// The project that pays for requests. Default: that of the credentials. For `gcs`.
  Optional<String> project();

  /// Key that encrypts what is written: id or ARN of a KMS key (`s3`), resource name of a Cloud KMS
  /// key (`gcs`). Default: the bucket's own rule.
  Optional<String> kmsKey();

  /// Storage class of what is written, such as `INTELLIGENT_TIERING` or `NEARLINE`. Default: the
  /// bucket's own rule.
  Optional<String> storageClass();

  /// How many bytes of a large blob are sent at once. Default 16777216 (16 MiB), at least 5 MiB;
  /// more on fast lines.
  @WithDefault("16777216")
  @Min(5_242_880)
  @Max(536_870_912)
  int partBytes();

  /// How long the store may say nothing, and may take for 4 MiB that it is sent, before the request
  /// is given up and tried again. Default 30S; more on slow lines.
  @WithDefault("30S")
  Duration silence();

  /// Whether blobs are written with `If-None-Match: *`. Default true; false for a server that
  /// answers 501 to it. For `s3`.
  @WithDefault("true")
  boolean conditionalWrites();

  /// How clients get bytes out of a bucket: `stream` through this server, or `redirect` to a URL of
  /// the store that lives five minutes. Default `stream`; `redirect` needs clients that reach the
  /// store.
  @WithDefault("stream")
  @Pattern(regexp = "stream|redirect")
  String download();

  /// How clients bring large files into a bucket: `stream` through this server, or `signed` to a
  /// URL of the store that lives an hour. Default `stream`; `signed` needs clients that reach the
  /// store.
  @WithDefault("stream")
  @Pattern(regexp = "stream|signed")
  String upload();
}
