// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Executor;

/// Receives a body for a store: reads it once, passes it on, hashes it and checks every promise of
/// the [BlobUpload]. Stores differ in where the bytes go; this part of the law is the same for all.
///
/// The calling thread reads and writes while another hashes (a loop that does all three in turn
/// reaches about half the speed). A small body is hashed in place. Thread safe.
public final class BlobIntake {
  private final Executor hashing;

  /// `hashing` runs short bursts of pure computation: give it a [HashingPool].
  public BlobIntake(Executor hashing) {
    this.hashing = hashing;
  }

  /// Where the bytes go. Called in order, from the thread that called [BlobIntake#receive].
  @FunctionalInterface
  public interface Sink {
    /// Must have taken the bytes when it returns. A fault of the sink is a [Failure] already.
    void write(byte[] buffer, int offset, int length) throws IOException;
  }

  /// Moves the body into `sink`. Returns only if all promises held; else what the sink has is void.
  ///
  /// @throws Failure.DigestMismatch, Failure.Invalid, Failure.TooLarge as [BlobStore#put] says
  /// @throws IOException if `body` breaks or this thread is interrupted
  public StoredBlob receive(BlobUpload upload, InputStream body, Sink sink) throws IOException {
    upload.sizeBytes().ifPresent(announced -> checkLimit(upload, announced));
    var hash = new PipelinedHash(hashing, upload.checksums(), upload.sizeBytes());
    var received = 0L;
    try {
      while (true) {
        var buffer = hash.freeBuffer();
        var length = body.readNBytes(buffer, 0, buffer.length);
        received += length;
        checkLimit(upload, received);
        checkNotLong(upload, received);
        sink.write(buffer, 0, length);
        if (length < buffer.length) {
          hash.addLast(buffer, length);
          break;
        }
        hash.add(buffer, length);
      }
    } finally {
      hash.close();
    }
    checkNotShort(upload, received);
    var stored = hash.finish(received);
    upload
        .digest()
        .filter(expected -> !expected.matches(stored.digest()))
        .ifPresent(expected -> {
          throw new Failure.DigestMismatch(expected.toString(), stored.digest().toString());
        });
    return stored;
  }

  private static void checkLimit(BlobUpload upload, long bytes) {
    if (bytes > upload.maxBytes()) {
      throw new Failure.TooLarge(
          "body", upload.maxBytes(), "body must be at most " + upload.maxBytes() + " bytes");
    }
  }

  private static void checkNotLong(BlobUpload upload, long received) {
    if (upload.sizeBytes().isPresent() && received > upload.sizeBytes().getAsLong()) {
      throw new Failure.Invalid(
          "body",
          "body.long",
          "body has more than the " + upload.sizeBytes().getAsLong() + " bytes announced");
    }
  }

  private static void checkNotShort(BlobUpload upload, long received) {
    if (upload.sizeBytes().isPresent() && received < upload.sizeBytes().getAsLong()) {
      throw new Failure.Invalid(
          "body",
          "body.short",
          "body ended after "
              + received
              + " of the "
              + upload.sizeBytes().getAsLong()
              + " bytes announced");
    }
  }
}
