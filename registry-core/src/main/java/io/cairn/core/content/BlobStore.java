// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.failure.Failure;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Where the bytes lie: disk, object store, memory. Knows digests and nothing of what they mean.
///
/// Law, which the contract suite `io.cairn.storage.contract.BlobStoreContract` holds for every
/// store: a blob is visible whole and verified, or not at all; bytes under a digest never change;
/// all calls may come from many threads at once and block; a store whose place does not work throws
/// [Failure.Unavailable], and if it could only not write, [Failure.NotStored]. Nobody here asks who
/// may read: that is the caller's to know.
public interface BlobStore {
  /// Receives, verifies and keeps the bytes of `body`. When this returns they are durable; when it
  /// throws nothing of them is kept. Storing what is there already is no error, and heals a blob
  /// that was cut short or quarantined.
  ///
  /// Reads `body` to its end, or to one byte more than was announced, and does not close it. Memory
  /// is flat: at most 1 MiB for a body of any size.
  ///
  /// @throws Failure.DigestMismatch if the bytes are not those of the promised digest
  /// @throws Failure.Invalid field `body`, rule `body.short` or `body.long`, if there are fewer or
  ///   more bytes than announced
  /// @throws Failure.TooLarge field `body`, if there are more than the upload's limit
  /// @throws IOException if `body` breaks; never for a fault of the store
  StoredBlob put(BlobUpload upload, InputStream body) throws IOException;

  /// Keeps many small blobs, each as [#put] does. When this returns all of them are durable; when
  /// it throws none is promised, though some may be there: each whole and verified, or not at all.
  /// A blob may be named more than once. A store that can make many durable at less cost than one
  /// by one does so, in the same order of steps.
  ///
  /// The batch is in memory; its sender bounds it.
  default void putAll(List<SmallBlob> blobs) {
    for (var blob : blobs) {
      try {
        put(BlobUpload.of(blob.digest()).sized(blob.sizeBytes()), blob.open());
      } catch (IOException e) {
        throw new Failure.Unavailable("writing to the blob store (it was interrupted)", e);
      }
    }
  }

  /// Whether writes are refused until the place is found well again. Reading goes on.
  default boolean isReadOnly() {
    return false;
  }

  /// Length of a blob; empty if it is not here (or is in quarantine).
  OptionalLong sizeBytes(Digest digest);

  /// All bytes of a blob, as they lie (see [VerifyingBlobStore]). The caller closes the stream.
  ///
  /// @throws Failure.NotFound if it is not here
  /// @throws Failure.Corrupt if it is in quarantine
  InputStream open(Digest digest);

  /// `length` bytes from `offset`, fewer if the blob ends before. The caller closes the stream.
  ///
  /// @throws Failure.NotFound if it is not here
  /// @throws Failure.Corrupt if it is in quarantine
  /// @throws IllegalArgumentException if `offset` or `length` is negative
  InputStream openRange(Digest digest, long offset, long length);

  /// The file in which the blob lies, for sending it through the kernel; empty if this store has
  /// none, or not this blob. To be read only, and soon.
  Optional<Path> localFile(Digest digest);

  /// A URL of the store's own by which anybody may read the blob for a few minutes; empty if this
  /// store gives out none. A secret: not to be logged.
  ///
  /// @param disposition what a browser is told to do with the bytes (RFC 6266)
  default Optional<URI> readableUrl(Digest digest, String disposition) {
    return Optional.empty();
  }

  /// Whether asking for a length costs no more than a look at the disk, so that it can be done for
  /// thousands of blobs in one request.
  default boolean isNear() {
    return false;
  }

  /// Refuses unless the blob is here in that length; one of another length leaves service.
  ///
  /// @throws Failure.Corrupt if it is not
  default void requireWhole(Digest digest, long sizeBytes) {
    if (sizeBytes(digest).orElse(-1) != sizeBytes) {
      quarantine(digest);
      throw new Failure.Corrupt(digest.toString());
    }
  }

  /// Blobs in the order of their digests, those whose hex begins with `hexPrefix` (`""`: all). What
  /// comes and goes during a walk through the pages may be in it or not; all else is in it once.
  Page<ListedBlob> list(String hexPrefix, PageRequest page);

  /// Removes a blob; false if it was not here.
  boolean delete(Digest digest);

  /// Takes a damaged blob out of service, and keeps its bytes aside for inquiry. From then on it
  /// reads as [Failure.Corrupt] until the right bytes are put again. False if it was not here.
  boolean quarantine(Digest digest);

  /// Removes what writers began before that time and never ended, where such things can be left
  /// behind. Blobs are not touched.
  ///
  /// @return how many
  default int removeUnfinished(Instant before) {
    return 0;
  }

  /// Asks the place whether it works.
  ///
  /// @throws Failure.Unavailable naming why it does not
  default void requireAnswering() {}
}
