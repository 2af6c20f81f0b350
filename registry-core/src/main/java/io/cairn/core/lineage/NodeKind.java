// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.lineage;

import java.util.Locale;

/// What a node of the graph stands for.
public enum NodeKind {
  VERSION,
  RUN;

  /// The word for it in rows and on the wire.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static NodeKind ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
