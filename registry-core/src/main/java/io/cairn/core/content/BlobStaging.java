// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/// Where the bytes of uploads lie that come in several parts, each under an id of the caller's.
/// They are no blob: nobody can read them by digest. Where blobs outlive the process, so do they.
///
/// Law, which the contract suite `io.cairn.storage.contract.BlobStagingContract` holds: bytes are
/// only ever added at the end; what was written before a fault is still there, unless forcing it
/// failed: then none of the id is, since nobody knows what the disk has; what was forced outlives a
/// power cut. At most one [Part] of an id is open at a time, which the caller sees to. A place that
/// does not work throws [io.cairn.core.failure.Failure.Unavailable].
public interface BlobStaging {
  /// How many bytes lie under the id; empty if none were ever added.
  OptionalLong stagedBytes(UUID id);

  /// Opens the id to add bytes at its end, and makes it if it is new.
  Part append(UUID id) throws IOException;

  /// More bytes of one upload. Closing keeps them.
  interface Part extends AutoCloseable {
    void write(byte[] buffer, int offset, int length) throws IOException;

    /// Makes what was written durable.
    void force() throws IOException;

    @Override
    void close();
  }

  /// Reads up to a buffer's length from `offset`.
  ///
  /// @return how many bytes were read; 0 at the end, or if there is no such id
  int readStaged(UUID id, long offset, byte[] buffer);

  /// Makes all bytes under the id a blob, durable before this returns, and ends the id. The caller
  /// has found that they hash to `digest`.
  ///
  /// @throws IllegalStateException if they are not `sizeBytes` many
  void publish(UUID id, Digest digest, long sizeBytes) throws IOException;

  /// Removes the bytes under the id; false if there were none.
  boolean discard(UUID id);

  /// All ids that have bytes.
  List<UUID> staged();

  /// How many bytes the place can still take; empty if it cannot tell.
  OptionalLong usableBytes();
}
