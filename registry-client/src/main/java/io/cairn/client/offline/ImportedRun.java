// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.offline;

import java.util.List;

/// What came of an import.
///
/// @param run its path
/// @param isNew false if this run had been imported whole before; nothing was sent then
/// @param lines of history, system metrics and console
/// @param versions made of the artifacts that it logged, or found
/// @param isTorn whether the program was killed while it wrote: what it had written is there
public record ImportedRun(
    String run, boolean isNew, long lines, long files, List<String> versions, boolean isTorn) {
  public ImportedRun {
    versions = List.copyOf(versions);
  }
}
