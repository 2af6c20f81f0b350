// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.job;

import java.util.Locale;

/// Which work; at most one job of a kind and subject is open at a time.
public enum JobKind {
  /// Reads every blob and compares it with its digest.
  SCRUB,
  /// Removes what nothing needs any more.
  GC,
  /// Deletes the versions that no keep rule keeps.
  KEEP,
  /// Looks whether references of a version still lead to what was recorded.
  CHECK,
  /// Reads the blobs of a version and compares them with their digests.
  VERIFY;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static JobKind of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
