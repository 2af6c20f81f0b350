// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.ManifestWriter;
import java.time.Duration;

/// Bounds of drafts.
///
/// @param lifetime after its last use a draft expires, and lets go of its bytes
/// @param maxManifestBytes longest manifest
/// @param maxEntries most entries of a manifest
/// @param maxFileBytes largest file
public record DraftSettings(
    Duration lifetime, long maxManifestBytes, long maxEntries, long maxFileBytes) {
  /// A day; 2 GiB; 1,000,000; 5 TiB.
  public static final DraftSettings DEFAULT =
      new DraftSettings(
          Duration.ofHours(24), 2L << 30, ManifestWriter.MAX_ENTRIES, BlobUpload.DEFAULT_MAX_BYTES);
}
