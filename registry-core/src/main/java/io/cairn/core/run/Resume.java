// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.failure.Failure;

/// What to do when a run of that name exists (the words of the wandb client's `resume`).
public enum Resume {
  /// Refuse: the run must be new.
  NEVER,
  /// Go on with it, or begin a new one.
  ALLOW,
  /// Go on with it, or refuse.
  MUST;

  /// @throws Failure.Invalid naming `resume` if the text is no such word
  public static Resume of(String text) {
    return switch (text) {
      case "never" -> NEVER;
      case "allow" -> ALLOW;
      case "must" -> MUST;
      default ->
          throw new Failure.Invalid("resume", "run.resume", "resume must be never, allow or must");
    };
  }
}
