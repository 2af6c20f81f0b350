// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

import java.util.ArrayList;
import java.util.List;

/// A tree of texts, drawn with lines.
public record Tree(String label, List<Tree> branches) {
  public Tree {
    branches = List.copyOf(branches);
  }

  /// One line a node, the root first.
  public List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(label);
    for (int i = 0; i < branches.size(); i++) {
      boolean isLast = i == branches.size() - 1;
      var below = branches.get(i).lines();
      lines.add((isLast ? "└─ " : "├─ ") + below.getFirst());
      for (var line : below.subList(1, below.size())) {
        lines.add((isLast ? "   " : "│  ") + line);
      }
    }
    return lines;
  }
}
