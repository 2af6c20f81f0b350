// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.failure.Failure;

/// A process that writes a run, by the name that it gives itself: 1 to 128 visible ASCII
/// characters, the same for all that it sends, and of no other process.
public record RunWriter(String text) {
  private static final int MAX_CHARACTERS = 128;

  public RunWriter {
    if (text.isEmpty()
        || text.length() > MAX_CHARACTERS
        || text.chars().anyMatch(c -> c < '!' || c > '~')) {
      throw new Failure.Invalid(
          "Cairn-Writer",
          "writer.text",
          "Cairn-Writer must be 1 to " + MAX_CHARACTERS + " visible ASCII characters");
    }
  }
}
