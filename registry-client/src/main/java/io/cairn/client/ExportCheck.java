// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.util.List;

/// Whether the folder of an export is whole.
///
/// @param blobs how many it has to have
/// @param bad paths whose bytes do not hash to their names, or that are missing
public record ExportCheck(String digest, long rows, long blobs, long bytes, List<String> bad) {
  public ExportCheck {
    bad = List.copyOf(bad);
  }

  public boolean isClean() {
    return bad.isEmpty();
  }
}
