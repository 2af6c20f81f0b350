// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import java.util.Locale;

/// What is wrong with a blob.
public enum DamageKind {
  /// Other bytes were found under its digest; they are in quarantine.
  DAMAGED,
  /// No bytes were found.
  MISSING;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static DamageKind of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
