// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.gcs;

import io.cairn.storage.bucket.Patience;
import java.net.URI;
import java.util.Optional;

/// Which bucket, and how to speak to it. Credentials are Google's application default ones; with an
/// endpoint and none found, none are sent.
///
/// @param prefix in front of all keys; empty, or ending in `/`
/// @param endpoint of a server that is not Google's
/// @param project that pays; empty: that of the credentials
/// @param kmsKey resource name of the key that encrypts what is written; empty: the bucket's rule
/// @param storageClass of what is written; empty: the bucket's rule
/// @param partBytes of a large blob are sent at once, rounded down to 256 KiB; held in memory
/// @param redirects whether readers are given URLs of the store
/// @param patience with a store that says nothing
public record GcsSettings(
    String bucket,
    String prefix,
    Optional<URI> endpoint,
    Optional<String> project,
    Optional<String> kmsKey,
    Optional<String> storageClass,
    int partBytes,
    boolean redirects,
    Patience patience) {
  public GcsSettings {
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw new IllegalArgumentException("the prefix must end in '/'");
    }
  }
}
