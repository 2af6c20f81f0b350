// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.export;

import io.cairn.core.content.Digest;

/// A file of facts: its noun, how many lines it has, and what it hashes to.
public record FactFile(String noun, long rows, Digest digest) {
  /// The blobs that the facts name; a list, and no table of facts.
  public static final String BLOBS = "blobs";

  /// Its path in the folder of an export.
  public String path() {
    return "facts/" + noun + ".ndjson";
  }
}
