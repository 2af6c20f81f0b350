// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.util.List;

/// What was brought back to a server.
///
/// @param id of the backup
/// @param blobs that the backup lists, and `bytes` of them
/// @param sentBlobs those that the server's store did not have, and `sentBytes` of them
/// @param lacking digests of those that it does not have, and their source has not either, or with
///   other bytes
public record RestoredBytes(
    String id, long blobs, long bytes, long sentBlobs, long sentBytes, List<String> lacking) {
  public RestoredBytes {
    lacking = List.copyOf(lacking);
  }
}
