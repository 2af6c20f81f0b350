// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.failure.Failure;
import java.io.IOException;
import java.io.InputStream;

/// Stores a manifest while it is read and checked: one pass, flat memory. Of a text that is no
/// manifest nothing is kept.
public final class ManifestIntake {
  private final BlobStore store;
  private final long maxBytes;
  private final long maxEntries;

  /// @param maxBytes longest manifest
  /// @param maxEntries most entries in one
  public ManifestIntake(BlobStore store, long maxBytes, long maxEntries) {
    this.store = store;
    this.maxBytes = maxBytes;
    this.maxEntries = maxEntries;
  }

  /// Keeps the body if it is a manifest; does not close it.
  ///
  /// @throws Failure.Invalid field `manifest`, naming the line
  /// @throws Failure.TooLarge field `body` or `manifest`
  /// @throws IOException if the body breaks
  public ManifestSummary store(InputStream body) throws IOException {
    var checked = new CheckedManifest(body, maxEntries, _ -> {});
    store.put(BlobUpload.ofUnknownDigest().atMost(maxBytes), checked);
    return checked.summary();
  }
}
