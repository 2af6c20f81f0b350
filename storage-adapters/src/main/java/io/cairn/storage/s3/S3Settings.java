// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.s3;

import io.cairn.storage.bucket.Patience;
import java.net.URI;
import java.util.Optional;

/// Which bucket, and how to speak to it. Credentials are those of the SDK's default chain:
/// environment, profile, web identity, container, instance.
///
/// @param prefix in front of all keys; empty, or ending in `/`
/// @param endpoint of a server that is not Amazon's
/// @param publicEndpoint of the same server as clients reach it, for signed URLs
/// @param region empty: that of the SDK's default chain, or `us-east-1` with an endpoint
/// @param pathStyle bucket in the path and not in the host's name
/// @param kmsKey id or ARN of the key that encrypts what is written; empty: the bucket's own rule
/// @param storageClass of what is written; empty: the bucket's own rule
/// @param partBytes of a large blob are sent at once; at least 5 MiB, more for very large blobs
/// @param writesConditionally `If-None-Match: *`; false for a server that does not know it
/// @param redirects whether readers are given URLs of the store
/// @param patience with a store that says nothing
public record S3Settings(
    String bucket,
    String prefix,
    Optional<URI> endpoint,
    Optional<URI> publicEndpoint,
    Optional<String> region,
    boolean pathStyle,
    Optional<String> kmsKey,
    Optional<String> storageClass,
    int partBytes,
    boolean writesConditionally,
    boolean redirects,
    Patience patience) {
  /// What the protocol takes as a part that is not the last: 5 MiB.
  public static final int MIN_PART_BYTES = 5 << 20;

  public S3Settings {
    if (partBytes < MIN_PART_BYTES) {
      throw new IllegalArgumentException("a part must have at least 5 MiB");
    }
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw new IllegalArgumentException("the prefix must end in '/'");
    }
  }
}
