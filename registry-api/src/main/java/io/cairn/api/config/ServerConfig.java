// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// Where the server listens and keeps its things.
@ConfigMapping(prefix = "cairn")
public interface ServerConfig {
  /// Folder of the embedded default: data base, blobs, admin key, lock. Default `cairn-data` under
  /// the working directory. Move it to a disk that is backed up.
  @WithDefault("cairn-data")
  Path dataDir();

  /// TCP port. Default 8787; 0 takes a free one.
  @WithDefault("8787")
  @Min(0)
  @Max(65535)
  int port();

  /// Address to listen on. Default 127.0.0.1; `0.0.0.0` opens the server to the network.
  @WithDefault("127.0.0.1")
  String host();

  /// Scheme, host and port that people reach the server by, without a path. Default: what the
  /// server listens on. Set it behind a proxy: it stands in every URL that Cairn gives out.
  Optional<URI> baseUrl();

  /// `production` refuses to start without a base URL, or with a secret that stands in examples.
  /// Default `local`, which asks for neither.
  @WithDefault("local")
  @Pattern(regexp = "local|production")
  String profile();

  /// Where bytes lie: `local`, below the data folder, or in a bucket of `s3` or `gcs`. Default
  /// `local`.
  @WithName("storage")
  @WithDefault("local")
  String storageKind();
}
