// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import java.util.Locale;

/// Teams and registries share one name space, and members of both are kept alike.
public enum NamespaceKind {
  TEAM,
  REGISTRY;

  /// The form in answers, rule names and rows.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
