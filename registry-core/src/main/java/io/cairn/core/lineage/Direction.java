// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.lineage;

import io.cairn.core.failure.Failure;

/// Which way a walk goes from its root.
public enum Direction {
  /// To what it came from.
  UP,
  /// To what came of it.
  DOWN,
  /// Both of these; not to what else came of its origins.
  BOTH;

  /// @throws Failure.Invalid naming `direction` if the text is no such word
  public static Direction of(String text) {
    return switch (text) {
      case "up" -> UP;
      case "down" -> DOWN;
      case "both" -> BOTH;
      default ->
          throw new Failure.Invalid(
              "direction", "lineage.direction", "direction must be up, down or both");
    };
  }

  boolean goesUp() {
    return this != DOWN;
  }

  boolean goesDown() {
    return this != UP;
  }
}
