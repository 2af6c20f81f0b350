// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import java.util.Locale;

/// How far a draft is. An open one whose time is over shows as expired.
public enum DraftState {
  OPEN,
  COMMITTED,
  ABANDONED,
  EXPIRED;

  /// The form in answers and rows.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
