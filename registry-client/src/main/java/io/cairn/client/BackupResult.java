// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.ExportResult.LostBlob;
import java.nio.file.Path;
import java.util.List;

/// What a backup wrote, or a restore brought back.
///
/// @param folder that was written
/// @param id of the backup
/// @param blobs that the facts count on, and `bytes` of them
/// @param movedBlobs those that were not there before, and `movedBytes` of them
/// @param hasBytes false if the bytes are in their store, and only listed here
/// @param lost blobs that could not be had, with the versions that need them
public record BackupResult(
    Path folder,
    String id,
    String engine,
    long blobs,
    long bytes,
    long movedBlobs,
    long movedBytes,
    boolean hasBytes,
    List<LostBlob> lost) {
  public BackupResult {
    lost = List.copyOf(lost);
  }
}
