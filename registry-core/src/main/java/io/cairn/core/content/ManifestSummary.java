// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

/// What a whole manifest amounts to.
///
/// @param digest SHA-256 of the manifest: the digest of the version
/// @param sizeBytes length of the manifest itself
/// @param files entries whose bytes Cairn keeps
/// @param references entries whose bytes stay elsewhere
/// @param totalFileBytes sum of the sizes of the files, references not counted
public record ManifestSummary(
    Digest digest, long sizeBytes, long files, long references, long totalFileBytes) {
  public long entries() {
    return files + references;
  }
}
