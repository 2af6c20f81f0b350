// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.name.FilePath;
import java.util.Map;
import java.util.Optional;

/// What the changes from one manifest to another amount to. Bytes are those of files; references
/// have none here.
///
/// @param changed paths that are in both with other content
/// @param bytesAdded of added files and of changed ones as they are now
/// @param bytesRemoved of removed files and of changed ones as they were
/// @param moves added paths whose bytes were at a removed path, which is their value; empty if
///   there were too many changes to look for such pairs
public record ComparisonTotals(
    long added,
    long removed,
    long changed,
    long unchanged,
    long bytesAdded,
    long bytesRemoved,
    Optional<Map<FilePath, FilePath>> moves) {
  public ComparisonTotals {
    moves = moves.map(Map::copyOf);
  }
}
