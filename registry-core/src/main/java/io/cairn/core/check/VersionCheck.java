// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.check;

import io.cairn.core.failure.Failure;
import io.cairn.core.job.JobKind;
import java.util.Locale;

/// What is checked of a version.
public enum VersionCheck {
  /// Whether each reference still leads to what was recorded.
  REFERENCES(JobKind.CHECK),
  /// Whether each blob, the manifest among them, still hashes to its digest.
  BYTES(JobKind.VERIFY);

  private final JobKind kind;

  VersionCheck(JobKind kind) {
    this.kind = kind;
  }

  JobKind kind() {
    return kind;
  }

  /// @throws Failure.NotFound if the text is none
  public static VersionCheck of(String text) {
    for (var check : values()) {
      if (check.name().toLowerCase(Locale.ROOT).equals(text)) {
        return check;
      }
    }
    throw new Failure.NotFound("a check of that kind");
  }
}
