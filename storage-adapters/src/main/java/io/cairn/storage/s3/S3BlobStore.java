// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.s3;

import io.cairn.core.content.BlobIntake;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.Digest;
import io.cairn.core.content.DirectUploads;
import io.cairn.core.content.ListedBlob;
import io.cairn.core.content.SmallBlob;
import io.cairn.core.content.StoredBlob;
import io.cairn.core.failure.Failure;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import io.cairn.core.time.Timeline;
import io.cairn.storage.bucket.ByteSpan;
import io.cairn.storage.bucket.Senders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Executor;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// Blobs as objects of a bucket.
///
/// A write is verified before anybody can see it, and conditional (`If-None-Match: *`): of two
/// writers of one digest one makes the object, the other finds it made. Parts of large blobs rest
/// in files of a spool folder while they are sent, so memory is flat.
public final class S3BlobStore implements BlobStore, DirectUploads, AutoCloseable {
  // What one PUT takes, and one copy within the store.
  private static final long MAX_PUT_BYTES = 5L << 30;
  private static final Duration READ_LIFETIME = Duration.ofMinutes(5);

  private final S3Bucket bucket;
  private final S3Keys keys;
  private final Path spool;
  private final BlobIntake intake;
  private final Senders senders = new Senders("cairn-s3-");
  private final S3Signer signer;
  private final Timeline timeline;

  S3BlobStore(S3Bucket bucket, Path spool, Executor hashing, Timeline timeline) {
    this.bucket = bucket;
    this.keys = new S3Keys(bucket.settings().prefix());
    this.spool = spool;
    this.intake = new BlobIntake(hashing);
    this.signer = new S3Signer(bucket);
    this.timeline = timeline;
  }

  /// The blobs of a bucket that is there. `spool` is a folder for this store alone, with room for
  /// some parts; what an earlier process left in it is removed.
  ///
  /// @throws IllegalStateException with a text for the operator, if the settings cannot work
  public static S3BlobStore open(
      S3Settings settings, Path spool, Executor hashing, Timeline timeline) {
    S3Clients.empty(spool);
    return new S3BlobStore(
        new S3Bucket(S3Clients.client(settings), settings), spool, hashing, timeline);
  }

  S3Bucket bucket() {
    return bucket;
  }

  @Override
  public StoredBlob put(BlobUpload upload, InputStream body) throws IOException {
    try (var target = new S3Upload(bucket, keys, upload, spool, senders, timeline)) {
      var stored = intake.receive(upload, body, target);
      target.finish(stored);
      return stored;
    }
  }

  /// Several at a time.
  @Override
  public void putAll(List<SmallBlob> blobs) {
    var different = new LinkedHashMap<Digest, SmallBlob>();
    blobs.forEach(blob -> different.putIfAbsent(blob.digest(), blob));
    senders.each(
        different.values(),
        blob ->
            bucket.put(
                keys.blob(blob.digest()),
                blob.digest(),
                blob.sizeBytes(),
                RequestBody.fromContentProvider(
                    blob::open, blob.sizeBytes(), "application/octet-stream")));
  }

  @Override
  public OptionalLong sizeBytes(Digest digest) {
    return bucket
        .head(keys.blob(digest))
        .map(found -> OptionalLong.of(found.contentLength()))
        .orElse(OptionalLong.empty());
  }

  @Override
  public InputStream open(Digest digest) {
    return openRange(digest, 0, Long.MAX_VALUE);
  }

  @Override
  public InputStream openRange(Digest digest, long offset, long length) {
    var span = ByteSpan.of(offset, length);
    if (span.isEmpty()) {
      if (sizeBytes(digest).isEmpty()) {
        throw missing(digest);
      }
      return new ByteArrayInputStream(new byte[0]);
    }
    return get(digest, span)
        .<InputStream>map(in ->
            new S3BlobStream(
                in,
                offset,
                first -> get(digest, span.from(first)).orElseThrow(() -> missing(digest))))
        .orElseGet(() -> new ByteArrayInputStream(new byte[0]));
  }

  /// Empty if the blob ends before.
  private Optional<ResponseInputStream<GetObjectResponse>> get(Digest digest, ByteSpan span) {
    return S3Failures.translated(() -> {
      try {
        return Optional.of(
            bucket
                .client()
                .getObject(request -> {
                  request.bucket(bucket.settings().bucket()).key(keys.blob(digest));
                  if (span.first() > 0 || span.end() < Long.MAX_VALUE) {
                    var last = span.end() == Long.MAX_VALUE ? "" : Long.toString(span.end() - 1);
                    request.range("bytes=" + span.first() + "-" + last);
                  }
                }));
      } catch (AwsServiceException e) {
        if (S3Failures.isBehindEnd(e)) {
          return Optional.empty();
        }
        throw S3Failures.isMissing(e) ? missing(digest) : e;
      }
    });
  }

  @Override
  public Optional<Path> localFile(Digest digest) {
    return Optional.empty();
  }

  @Override
  public Page<ListedBlob> list(String hexPrefix, PageRequest page) {
    var found = new ArrayList<ListedBlob>();
    var after = page.after().map(cursor -> keys.blobs() + cursor.key()).orElse("");
    var isMore = true;
    while (isMore && found.size() <= page.limit()) {
      var start = after;
      var answer =
          S3Failures.translated(() ->
              bucket
                  .client()
                  .listObjectsV2(request -> {
                    request
                        .bucket(bucket.settings().bucket())
                        .prefix(keys.blobs() + hexPrefix)
                        .maxKeys(Math.min(1_000, page.limit() + 1));
                    if (!start.isEmpty()) {
                      request.startAfter(start);
                    }
                  }));
      for (var object : answer.contents()) {
        keys.digest(object.key())
            .ifPresent(
                digest -> found.add(new ListedBlob(digest, object.size(), object.lastModified())));
        after = object.key();
      }
      isMore = Boolean.TRUE.equals(answer.isTruncated()) && !answer.contents().isEmpty();
    }
    var wanted = found.subList(0, Math.min(found.size(), page.limit() + 1));
    return Page.of(wanted, page.limit(), blob -> new Cursor(blob.digest().hex()));
  }

  /// The mark of an earlier quarantine goes too.
  @Override
  public boolean delete(Digest digest) {
    if (bucket.head(keys.blob(digest)).isEmpty()) {
      return false;
    }
    bucket.delete(keys.quarantined(digest));
    bucket.delete(keys.blob(digest));
    return true;
  }

  @Override
  public boolean quarantine(Digest digest) {
    var found = bucket.head(keys.blob(digest));
    if (found.isEmpty()) {
      return false;
    }
    bucket.copy(keys.blob(digest), keys.quarantined(digest), found.get());
    bucket.delete(keys.blob(digest));
    return true;
  }

  @Override
  public Optional<URI> readableUrl(Digest digest, String disposition) {
    return bucket.settings().redirects()
        ? Optional.of(signer.read(keys.blob(digest), disposition, READ_LIFETIME))
        : Optional.empty();
  }

  @Override
  public long maxBytes() {
    return MAX_PUT_BYTES;
  }

  @Override
  public Signed sign(UUID draft, UUID upload, Digest digest, long sizeBytes, Duration lifetime) {
    return signer.write(keys.incoming(draft, upload), digest, sizeBytes, lifetime);
  }

  /// The store itself has compared the bytes with the SHA-256 that was signed, and tells it. If it
  /// does not, they are read back and hashed.
  @Override
  public void accept(UUID draft, UUID upload, Digest digest, long sizeBytes) {
    var incoming = keys.incoming(draft, upload);
    var found =
        bucket
            .head(incoming)
            .orElseThrow(() -> new Failure.NotFound("what was sent by this upload"));
    var proved = proved(found, incoming);
    if (!proved.matches(digest) || found.contentLength() != sizeBytes) {
      throw new Failure.DigestMismatch(digest.toString(), proved.toString());
    }
    if (!bucket.has(keys.blob(digest), sizeBytes)) {
      bucket.copy(incoming, keys.blob(digest), found);
    }
  }

  private Digest proved(HeadObjectResponse found, String key) {
    var told = found.checksumSHA256();
    if (told != null && !told.contains("-") && found.checksumType() != ChecksumType.COMPOSITE) {
      return Digest.ofBytes(Base64.getDecoder().decode(told));
    }
    return S3Failures.translated(() -> {
      try (var in =
          bucket
              .client()
              .getObject(request ->
                  request.bucket(bucket.settings().bucket()).key(key).ifMatch(found.eTag()))) {
        var hasher = new Digest.Hasher();
        var buffer = new byte[256 << 10];
        for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          hasher.update(buffer, 0, count);
        }
        return hasher.finish();
      } catch (IOException e) {
        throw new Failure.Unavailable("the blob store (the connection broke)", e);
      }
    });
  }

  @Override
  public void discard(UUID draft, UUID upload) {
    bucket.delete(keys.incoming(draft, upload));
  }

  @Override
  public int removeUnfinished(Instant before) {
    return new S3Leftovers(bucket, keys).remove(before);
  }

  @Override
  public void requireAnswering() {
    bucket.requireAnswering();
  }

  @Override
  public void close() {
    senders.close();
    signer.close();
    bucket.client().close();
  }

  private Failure missing(Digest digest) {
    return bucket.head(keys.quarantined(digest)).isPresent()
        ? new Failure.Corrupt(digest.toString())
        : new Failure.NotFound("blob " + digest);
  }
}
