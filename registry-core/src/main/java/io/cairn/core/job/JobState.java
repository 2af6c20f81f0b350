// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.job;

import java.util.Locale;

/// How far a job is.
public enum JobState {
  WAITING,
  RUNNING,
  DONE,
  /// Somebody stopped it.
  STOPPED,
  /// It broke a rule or met a fault; its report says which.
  FAILED;

  public boolean isOpen() {
    return this == WAITING || this == RUNNING;
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static JobState of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
