// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/// Takes the parts of uploads into the staging place, and hashes them while they come. What came
/// before a body broke is kept. Thread safe; one part of an upload at a time, which the caller sees
/// to.
///
/// The state of a hash cannot be stored, so after a restart the staged bytes are hashed anew.
public final class StagedIntake {
  private static final int BUFFER_BYTES = 256 << 10;

  private final BlobStaging staging;
  private final Executor hashing;
  private final Map<UUID, FollowingHash> hashes = new ConcurrentHashMap<>();

  /// `hashing` runs short bursts of computation: give it a [HashingPool].
  public StagedIntake(BlobStaging staging, Executor hashing) {
    this.staging = staging;
    this.hashing = hashing;
  }

  /// What came of one part.
  ///
  /// @param sizeBytes how many bytes the upload has now
  public record Appended(long sizeBytes, End end) {}

  /// How a part ended.
  public enum End {
    /// All of the body was taken.
    WHOLE,
    /// The body broke off, or this thread was interrupted; what came before is kept.
    CUT,
    /// The body went on behind the limit; no byte behind it was kept.
    LONG
  }

  /// Adds what the body has to the upload, which has `offset` bytes by now and may come to `limit`.
  /// What was taken whole is durable when this returns. Does not close the body. After a fault of
  /// the place there may be fewer bytes than before.
  public Appended append(UUID id, long offset, long limit, InputStream body) {
    var hash = hash(id);
    hash.follow(offset);
    var maxLag = Math.max(FollowingHash.MAX_LAG_BYTES, hash.lag());
    var size = offset;
    try (var part = staging.append(id)) {
      var buffer = new byte[(int) Math.min(BUFFER_BYTES, limit - offset + 1)];
      for (var count = body.read(buffer); count >= 0; count = body.read(buffer)) {
        if (count > limit - size) {
          return new Appended(size, End.LONG);
        }
        part.write(buffer, 0, count);
        size += count;
        hash.follow(size);
        hash.awaitLag(maxLag);
      }
      part.force();
      return new Appended(size, End.WHOLE);
    } catch (IOException _) {
      return new Appended(staging.stagedBytes(id).orElse(size), End.CUT);
    } catch (Failure e) {
      // The place may have dropped bytes that were hashed already.
      forget(id);
      throw e;
    }
  }

  /// The digest of the upload's bytes; empty if hashing goes on after that time. Asking again goes
  /// on where it is.
  public Optional<Digest> digest(UUID id, long sizeBytes, Duration patience) {
    try {
      return hash(id).digest(sizeBytes, patience);
    } catch (InterruptedIOException e) {
      throw new Failure.Unavailable("hashing of uploads (it was interrupted)", e);
    }
  }

  /// Begins to hash what is there, so that it is done when the rest comes.
  public void warm(UUID id, long sizeBytes) {
    if (sizeBytes > 0) {
      hash(id).follow(sizeBytes);
    }
  }

  /// Nobody will go on with the upload.
  public void forget(UUID id) {
    hashes.remove(id);
  }

  private FollowingHash hash(UUID id) {
    return hashes.computeIfAbsent(id, _ -> new FollowingHash(hashing, staging, id));
  }
}
