// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.lineage;

import java.util.UUID;

/// A run or a version, by its id.
public record Node(NodeKind kind, UUID id) {
  public static Node version(UUID id) {
    return new Node(NodeKind.VERSION, id);
  }

  public static Node run(UUID id) {
    return new Node(NodeKind.RUN, id);
  }
}
