// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.lineage;

import java.util.Locale;

/// How two nodes hang together. Each edge goes from the earlier thing to the later one, so a walk
/// up goes against the edges and a walk down goes along them.
public enum EdgeKind {
  /// The run produced the version.
  OUTPUT(NodeKind.RUN, NodeKind.VERSION),
  /// The version was used by the run.
  INPUT(NodeKind.VERSION, NodeKind.RUN),
  /// The version was linked, as that other version.
  LINK(NodeKind.VERSION, NodeKind.VERSION),
  /// The first run is the parent of the second.
  PARENT(NodeKind.RUN, NodeKind.RUN),
  /// The second version was derived from the first.
  DERIVED(NodeKind.VERSION, NodeKind.VERSION);

  private final NodeKind from;
  private final NodeKind to;

  EdgeKind(NodeKind from, NodeKind to) {
    this.from = from;
    this.to = to;
  }

  /// The word for it in rows and on the wire.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static EdgeKind ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  boolean connects(Node one, Node other) {
    return one.kind() == from && other.kind() == to;
  }
}
