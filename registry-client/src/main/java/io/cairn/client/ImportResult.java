// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

/// What an import did.
///
/// @param digest of the export
/// @param isNew false if this export had been imported before; nothing was sent then
/// @param rows added
/// @param sentBlobs blobs and files of facts that the server did not have, and `sentBytes` of them
public record ImportResult(
    String digest, boolean isNew, long rows, long sentBlobs, long sentBytes) {}
