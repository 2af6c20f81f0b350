// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.s3;

import io.cairn.core.content.BlobIntake;
import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.StoredBlob;
import io.cairn.core.failure.Failure;
import io.cairn.core.time.Timeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/// One body on its way into the bucket. What fits into a part is written at once when its digest is
/// known to be right. More goes in parts, several at a time, which nobody sees until the hash of
/// the whole was found right: to the blob's own key if the digest was promised, else to an incoming
/// key and from there by a copy within the store.
final class S3Upload implements BlobIntake.Sink, AutoCloseable {
  private static final int MAX_PARTS = 10_000;
  private static final int MAX_IN_FLIGHT = 3;
  private static final long MIB = 1L << 20;

  private final S3Bucket bucket;
  private final S3Keys keys;
  private final BlobUpload promised;
  private final Path spool;
  private final Executor senders;
  private final Timeline timeline;
  private final Semaphore inFlight = new Semaphore(MAX_IN_FLIGHT);
  private final List<CompletableFuture<CompletedPart>> sent = new ArrayList<>();
  private SpooledPart part;
  private @Nullable Begun begun;
  private boolean isThere;
  private boolean isComplete;

  private record Begun(String key, String id) {}

  S3Upload(
      S3Bucket bucket,
      S3Keys keys,
      BlobUpload promised,
      Path spool,
      Executor senders,
      Timeline timeline) {
    this.bucket = bucket;
    this.keys = keys;
    this.promised = promised;
    this.spool = spool;
    this.senders = senders;
    this.timeline = timeline;
    this.part = SpooledPart.create(spool);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) {
    var at = offset;
    var left = length;
    while (left > 0 && !isThere) {
      var room = partBytes(sent.size()) - part.sizeBytes();
      if (room == 0 && begun == null && isThere()) {
        // It is only read and hashed.
        isThere = true;
        part.close();
      } else if (room == 0) {
        sendPart();
      } else {
        var count = (int) Math.min(room, left);
        part.write(buffer, at, count);
        at += count;
        left -= count;
      }
    }
  }

  /// All bytes came, and hash to `stored`'s digest: makes them a blob.
  void finish(StoredBlob stored) {
    var target = keys.blob(stored.digest());
    if (isThere) {
      isComplete = true;
      return;
    }
    if (begun == null) {
      bucket.put(target, stored.digest(), stored.sizeBytes(), part.body());
    } else {
      var upload = sendPart();
      var parts = CompletedMultipartUpload.builder().parts(completed()).build();
      bucket.completeParts(upload.key(), upload.id(), parts, stored.sizeBytes());
      if (!upload.key().equals(target)) {
        publish(upload.key(), target, stored);
      }
    }
    isComplete = true;
  }

  private boolean isThere() {
    return promised.digest().isPresent()
        && promised.sizeBytes().isPresent()
        && bucket.has(keys.blob(promised.digest().get()), promised.sizeBytes().getAsLong());
  }

  private void publish(String incoming, String target, StoredBlob stored) {
    try {
      var source =
          bucket
              .head(incoming)
              .orElseThrow(() -> new Failure.Unavailable("the blob store (it lost parts)", null));
      if (!bucket.has(target, stored.sizeBytes())) {
        bucket.copy(incoming, target, source);
      }
    } finally {
      bucket.delete(incoming);
    }
  }

  private Begun sendPart() {
    var upload = begun == null ? begin() : begun;
    var full = part;
    var number = sent.size() + 1;
    if (number > MAX_PARTS) {
      throw new Failure.TooLarge("body", MAX_PARTS, "body has more parts than the store takes");
    }
    failed()
        .ifPresent(failure -> {
          throw failure;
        });
    inFlight.acquireUninterruptibly();
    sent.add(
        CompletableFuture.supplyAsync(
            () -> {
              try (full) {
                return bucket.putPart(upload.key(), upload.id(), number, full);
              } finally {
                inFlight.release();
              }
            },
            senders));
    part = SpooledPart.create(spool);
    return upload;
  }

  private Begun begin() {
    var key = promised.digest().map(keys::blob).orElseGet(() -> keys.incoming(timeline.newId()));
    var upload = new Begun(key, bucket.beginParts(key));
    begun = upload;
    return upload;
  }

  /// Why a part could not be sent: then the rest need not be read.
  private Optional<Failure> failed() {
    return sent.stream()
        .filter(CompletableFuture::isCompletedExceptionally)
        .findFirst()
        .map(part -> failure(part.exceptionNow()));
  }

  private List<CompletedPart> completed() {
    try {
      return sent.stream()
          .map(CompletableFuture::join)
          .sorted(Comparator.comparing(CompletedPart::partNumber))
          .toList();
    } catch (CompletionException | CancellationException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    }
  }

  private static Failure failure(Throwable cause) {
    return cause instanceof Failure failure
        ? failure
        : new Failure.Unavailable("writing to the blob store", cause);
  }

  /// Of an announced size all parts are alike, and few enough; of an unknown one they grow, so that
  /// the largest blob fits.
  private long partBytes(int before) {
    if (promised.sizeBytes().isPresent()) {
      return partBytes(promised.sizeBytes());
    }
    return (long) bucket.settings().partBytes() << (before / 1_000);
  }

  private long partBytes(OptionalLong announced) {
    var least = (announced.orElseThrow() / (MAX_PARTS - 1) / MIB + 1) * MIB;
    return Math.max(bucket.settings().partBytes(), least);
  }

  /// Waits for what is being sent, and takes away what did not become a blob.
  @Override
  public void close() {
    part.close();
    var upload = begun;
    if (!isComplete && upload != null) {
      CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
          .handle((_, _) -> upload)
          .join();
      bucket.abortParts(upload.key(), upload.id());
    }
  }
}
