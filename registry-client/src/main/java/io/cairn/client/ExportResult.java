// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.nio.file.Path;
import java.util.List;

/// What an export wrote.
///
/// @param digest stands for all facts, and so for all that they name
/// @param rows lines of facts
/// @param blobs how many the facts name, and `bytes` of them
/// @param movedBlobs those that the folder did not have, and `movedBytes` of them
/// @param lost blobs that the server could not give
public record ExportResult(
    Path folder,
    String digest,
    long rows,
    long blobs,
    long bytes,
    long movedBlobs,
    long movedBytes,
    List<LostBlob> lost) {
  public ExportResult {
    lost = List.copyOf(lost);
  }

  /// A blob that is not in the folder, and versions that cannot be whole without it.
  public record LostBlob(String digest, long sizeBytes, String why, List<String> versions) {
    public LostBlob {
      versions = List.copyOf(versions);
    }
  }
}
