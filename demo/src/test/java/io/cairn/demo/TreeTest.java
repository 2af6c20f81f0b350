// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TreeTest {
  @Test
  void branches_hang_on_lines() {
    var tree =
        new Tree(
            "root",
            List.of(
                new Tree("a", List.of(new Tree("a1", List.of()), new Tree("a2", List.of()))),
                new Tree("b", List.of(new Tree("b1", List.of())))));

    var lines = tree.lines();

    assertThat(lines).containsExactly("root", "├─ a", "│  ├─ a1", "│  └─ a2", "└─ b", "   └─ b1");
  }
}
