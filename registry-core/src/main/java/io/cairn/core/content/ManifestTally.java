// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.content.ManifestEntry.FileEntry;
import io.cairn.core.content.ManifestEntry.ReferenceEntry;
import io.cairn.core.failure.Failure;

/// The rules about entries taken together (order, number, sum), counted as they pass; writer and
/// reader share it, so that neither lets through what the other refuses.
final class ManifestTally {
  private final PathOrder order = new PathOrder();
  private final Digest.Hasher hasher = new Digest.Hasher();
  private final long maxEntries;
  private long sizeBytes;
  private long files;
  private long references;
  private long totalFileBytes;

  ManifestTally(long maxEntries) {
    this.maxEntries = maxEntries;
  }

  void hash(byte[] buffer, int offset, int length) {
    hasher.update(buffer, offset, length);
    sizeBytes += length;
  }

  /// @throws Failure.Invalid if the entry must not follow those before it
  void count(ManifestEntry entry) {
    if (entries() == maxEntries) {
      throw new Failure.TooLarge(
          "manifest", maxEntries, "a manifest may have at most " + maxEntries + " entries");
    }
    switch (order.next(entry.path())) {
      case FITS -> {}
      case DUPLICATE ->
          throw refuse("manifest.duplicate", "path '" + entry.path() + "' comes twice");
      case OUT_OF_ORDER ->
          throw refuse(
              "manifest.order",
              "path '" + entry.path() + "' must come before the one above it: sort by UTF-8 bytes");
      case FILE_AND_FOLDER ->
          throw refuse(
              "manifest.file-and-folder",
              "path '" + entry.path() + "' needs a folder where an earlier path is a file");
    }
    switch (entry) {
      case FileEntry file -> {
        files++;
        totalFileBytes += file.sizeBytes();
        if (totalFileBytes > ManifestEntry.MAX_SIZE_BYTES) {
          throw refuse("manifest.total", "the files together must be at most 2^53 - 1 bytes");
        }
      }
      case ReferenceEntry _ -> references++;
    }
  }

  ManifestSummary finish() {
    return new ManifestSummary(hasher.finish(), sizeBytes, files, references, totalFileBytes);
  }

  /// The number of the line on which the next entry stands.
  long line() {
    return entries() + 2;
  }

  private long entries() {
    return files + references;
  }

  private Failure.Invalid refuse(String rule, String what) {
    return new Failure.Invalid("manifest", rule, "manifest line " + line() + ": " + what);
  }
}
