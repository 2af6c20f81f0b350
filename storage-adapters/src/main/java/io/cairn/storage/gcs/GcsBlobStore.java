// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.gcs;

import com.google.cloud.BaseServiceException;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.Storage.BlobSourceOption;
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
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/// Blobs as objects of a bucket, under the keys `blobs/sha256/…`, `incoming/…` and `quarantine/…`.
///
/// A write is verified before anybody can see it, and conditional (`ifGenerationMatch=0`): of two
/// writers of one digest one makes the object, the other finds it made.
public final class GcsBlobStore implements BlobStore, DirectUploads, AutoCloseable {
  // What one copy within the store takes without a sum of ours; a larger file goes in parts.
  private static final long MAX_DIRECT_BYTES = 5L << 30;
  private static final Duration READ_LIFETIME = Duration.ofMinutes(5);
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  private final GcsBucket bucket;
  private final GcsSigner signer;
  private final BlobIntake intake;
  private final Timeline timeline;
  private final Senders batch = new Senders("cairn-gcs-");
  private final String blobs;
  private final String incoming;
  private final String quarantine;

  private GcsBlobStore(GcsBucket bucket, Executor hashing, Timeline timeline) {
    this.bucket = bucket;
    this.signer = new GcsSigner(bucket, timeline);
    this.intake = new BlobIntake(hashing);
    this.timeline = timeline;
    var prefix = bucket.settings().prefix();
    this.blobs = prefix + "blobs/sha256/";
    this.incoming = prefix + "incoming/";
    this.quarantine = prefix + "quarantine/";
  }

  /// The blobs of a bucket that is there.
  ///
  /// @throws IllegalStateException with a text for the operator, if the settings cannot work
  public static GcsBlobStore open(GcsSettings settings, Executor hashing, Timeline timeline) {
    var lines = new GcsLines();
    return open(GcsClients.client(settings, lines), lines, settings, hashing, timeline);
  }

  /// @param lines that the client goes by
  static GcsBlobStore open(
      Storage storage, GcsLines lines, GcsSettings settings, Executor hashing, Timeline timeline) {
    return new GcsBlobStore(new GcsBucket(storage, settings, lines), hashing, timeline);
  }

  GcsBucket bucket() {
    return bucket;
  }

  @Override
  public StoredBlob put(BlobUpload upload, InputStream body) throws IOException {
    try (var target = new GcsUpload(bucket, blobs, incoming + timeline.newId())) {
      var stored = intake.receive(upload, body, target);
      target.finish(stored);
      return stored;
    }
  }

  /// Several at a time.
  @Override
  public void putAll(List<SmallBlob> small) {
    var different = new LinkedHashMap<Digest, SmallBlob>();
    small.forEach(blob -> different.putIfAbsent(blob.digest(), blob));
    batch.each(
        different.values(),
        blob -> {
          try (var in = blob.open()) {
            bucket.put(blobs + blob.digest().hex(), in.readAllBytes(), blob.sizeBytes());
          } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
          }
        });
  }

  @Override
  public OptionalLong sizeBytes(Digest digest) {
    return bucket
        .head(blobs + digest.hex())
        .map(found -> OptionalLong.of(found.getSize()))
        .orElse(OptionalLong.empty());
  }

  @Override
  public InputStream open(Digest digest) {
    return openRange(digest, 0, Long.MAX_VALUE);
  }

  /// The client opens a line that broke again where it broke.
  @Override
  public InputStream openRange(Digest digest, long offset, long length) {
    var asked = ByteSpan.of(offset, length);
    var found = bucket.head(blobs + digest.hex()).orElseThrow(() -> missing(digest));
    var span = asked.within(found.getSize());
    if (span.isEmpty()) {
      return InputStream.nullInputStream();
    }
    try {
      var reader =
          bucket
              .storage()
              .reader(found.getBlobId(), BlobSourceOption.generationMatch(found.getGeneration()));
      reader.seek(span.first());
      var limited = reader.limit(span.end());
      limited.setChunkSize((int) Math.min(2 << 20, span.end() - span.first()));
      return Channels.newInputStream(limited);
    } catch (IOException e) {
      throw new Failure.Unavailable("the blob store", e);
    } catch (BaseServiceException e) {
      throw GcsFailures.of(e);
    }
  }

  @Override
  public Optional<Path> localFile(Digest digest) {
    return Optional.empty();
  }

  @Override
  public Optional<URI> readableUrl(Digest digest, String disposition) {
    return bucket.settings().redirects()
        ? signer.read(blobs + digest.hex(), disposition, READ_LIFETIME)
        : Optional.empty();
  }

  @Override
  public Page<ListedBlob> list(String hexPrefix, PageRequest page) {
    // An offset is where a list begins, so it lies just behind the last key.
    var from = page.after().map(cursor -> blobs + cursor.key() + "0").orElse(blobs);
    return GcsFailures.translated(() -> {
      var found = new ArrayList<ListedBlob>();
      var listed =
          bucket
              .storage()
              .list(
                  bucket.settings().bucket(),
                  BlobListOption.prefix(blobs + hexPrefix),
                  BlobListOption.startOffset(from),
                  BlobListOption.pageSize(Math.min(1_000, page.limit() + 1)));
      for (var object : listed.iterateAll()) {
        digest(object)
            .ifPresent(digest ->
                found.add(
                    new ListedBlob(
                        digest,
                        object.getSize(),
                        object.getCreateTimeOffsetDateTime().toInstant())));
        if (found.size() > page.limit()) {
          break;
        }
      }
      return Page.of(found, page.limit(), blob -> new Cursor(blob.digest().hex()));
    });
  }

  private Optional<Digest> digest(Blob object) {
    var name = object.getName().substring(blobs.length());
    return HEX.matcher(name).matches() ? Optional.of(new Digest(name)) : Optional.empty();
  }

  /// The mark of an earlier quarantine goes too.
  @Override
  public boolean delete(Digest digest) {
    var wasHere = bucket.delete(blobs + digest.hex());
    if (wasHere) {
      bucket.delete(quarantine + digest.hex());
    }
    return wasHere;
  }

  @Override
  public boolean quarantine(Digest digest) {
    var found = bucket.head(blobs + digest.hex());
    if (found.isEmpty()) {
      return false;
    }
    bucket.copy(found.get(), quarantine + digest.hex());
    return bucket.delete(blobs + digest.hex());
  }

  @Override
  public int removeUnfinished(Instant before) {
    return GcsFailures.translated(() -> {
      var old = new ArrayList<String>();
      var listed =
          bucket.storage().list(bucket.settings().bucket(), BlobListOption.prefix(incoming));
      for (var object : listed.iterateAll()) {
        if (object.getCreateTimeOffsetDateTime().toInstant().isBefore(before)) {
          old.add(object.getName());
        }
      }
      old.forEach(bucket::delete);
      return old.size();
    });
  }

  @Override
  public void requireAnswering() {
    bucket.requireAnswering();
  }

  /// None where the credentials cannot sign: then all goes through the server.
  @Override
  public long maxBytes() {
    return signer.canSign() ? MAX_DIRECT_BYTES : 0;
  }

  @Override
  public Signed sign(UUID draft, UUID upload, Digest digest, long sizeBytes, Duration lifetime) {
    return signer
        .write(incoming(draft, upload), sizeBytes, lifetime)
        .orElseThrow(() ->
            new Failure.Conflict(
                "upload.unsigned", "this server cannot sign URLs now; send the bytes to it"));
  }

  /// This store has no SHA-256 of what was sent: the bytes are read back and hashed, and those same
  /// bytes (by their generation) are copied.
  @Override
  public void accept(UUID draft, UUID upload, Digest digest, long sizeBytes) {
    var found =
        bucket
            .head(incoming(draft, upload))
            .orElseThrow(() -> new Failure.NotFound("what was sent by this upload"));
    var hashed = hash(found);
    if (!hashed.matches(digest) || found.getSize() != sizeBytes) {
      throw new Failure.DigestMismatch(digest.toString(), hashed.toString());
    }
    bucket.copy(found, blobs + digest.hex());
  }

  private Digest hash(Blob object) {
    try (var in =
        Channels.newInputStream(
            bucket
                .storage()
                .reader(
                    object.getBlobId(),
                    BlobSourceOption.generationMatch(object.getGeneration())))) {
      var hasher = new Digest.Hasher();
      var buffer = new byte[256 << 10];
      for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        hasher.update(buffer, 0, count);
      }
      return hasher.finish();
    } catch (IOException e) {
      throw new Failure.Unavailable("the blob store (the connection broke)", e);
    }
  }

  @Override
  public void discard(UUID draft, UUID upload) {
    bucket.delete(incoming(draft, upload));
  }

  private String incoming(UUID draft, UUID upload) {
    return incoming + draft + "/" + upload;
  }

  @Override
  public void close() {
    batch.close();
    try {
      bucket.storage().close();
    } catch (Exception e) {
      throw new IllegalStateException("the client of the blob store does not close", e);
    }
  }

  private Failure missing(Digest digest) {
    return bucket.head(quarantine + digest.hex()).isPresent()
        ? new Failure.Corrupt(digest.toString())
        : new Failure.NotFound("blob " + digest);
  }
}
