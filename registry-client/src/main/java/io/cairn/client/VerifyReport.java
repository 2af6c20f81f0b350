// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.util.List;

/// How a folder differs from the version it should be.
///
/// @param ref what it was checked against
/// @param checkedFiles files that the version has
/// @param references entries whose bytes are elsewhere, and were not looked at
/// @param bad files with other bytes
/// @param missing files that are not there
/// @param extra files that the version does not have
public record VerifyReport(
    String ref,
    String digest,
    long checkedFiles,
    long references,
    List<String> bad,
    List<String> missing,
    List<String> extra) {
  public VerifyReport {
    bad = List.copyOf(bad);
    missing = List.copyOf(missing);
    extra = List.copyOf(extra);
  }

  /// True if the folder is exactly the version.
  public boolean isClean() {
    return bad.isEmpty() && missing.isEmpty() && extra.isEmpty();
  }
}
