// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.memory;

import io.cairn.core.content.BlobIntake;
import io.cairn.core.content.BlobStaging;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.Digest;
import io.cairn.core.content.ListedBlob;
import io.cairn.core.content.StoredBlob;
import io.cairn.core.failure.Failure;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import io.cairn.core.time.Timeline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;

/// Blobs on the heap, for tests and trials: at most 1 GiB each, gone when the process ends.
public final class MemoryBlobStore implements BlobStore, BlobStaging {
  private static final long MAX_BYTES = 1L << 30;

  private final ConcurrentSkipListMap<Digest, Kept> blobs = new ConcurrentSkipListMap<>();
  private final Set<Digest> quarantined = ConcurrentHashMap.newKeySet();
  private final Map<UUID, ByteArrayOutputStream> staged = new ConcurrentHashMap<>();
  private final BlobIntake intake;
  private final Timeline timeline;

  public MemoryBlobStore(Executor hashing, Timeline timeline) {
    this.intake = new BlobIntake(hashing);
    this.timeline = timeline;
  }

  @Override
  public StoredBlob put(BlobUpload upload, InputStream body) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var limit = Math.min(upload.maxBytes(), MAX_BYTES);
    var stored = intake.receive(upload.atMost(limit), body, bytes::write);
    blobs.put(stored.digest(), new Kept(bytes.toByteArray(), timeline.now()));
    quarantined.remove(stored.digest());
    return stored;
  }

  @Override
  public OptionalLong sizeBytes(Digest digest) {
    var kept = blobs.get(digest);
    return kept == null ? OptionalLong.empty() : OptionalLong.of(kept.bytes.length);
  }

  @Override
  public InputStream open(Digest digest) {
    return openRange(digest, 0, Long.MAX_VALUE);
  }

  @Override
  public InputStream openRange(Digest digest, long offset, long length) {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("offset and length must not be negative");
    }
    var kept = blobs.get(digest);
    if (kept == null) {
      throw quarantined.contains(digest)
          ? new Failure.Corrupt(digest.toString())
          : new Failure.NotFound("blob " + digest);
    }
    var from = (int) Math.min(offset, kept.bytes.length);
    var count = (int) Math.min(length, kept.bytes.length - from);
    return new ByteArrayInputStream(kept.bytes, from, count);
  }

  @Override
  public Optional<Path> localFile(Digest digest) {
    return Optional.empty();
  }

  @Override
  public boolean isNear() {
    return true;
  }

  @Override
  public Page<ListedBlob> list(String hexPrefix, PageRequest page) {
    var after = page.after().map(Cursor::key).orElse("");
    var found =
        blobs.entrySet().stream()
            .filter(blob -> blob.getKey().hex().startsWith(hexPrefix))
            .filter(blob -> blob.getKey().hex().compareTo(after) > 0)
            .limit(page.limit() + 1L)
            .map(blob ->
                new ListedBlob(
                    blob.getKey(), blob.getValue().bytes.length, blob.getValue().storedAt))
            .toList();
    return Page.of(found, page.limit(), blob -> new Cursor(blob.digest().hex()));
  }

  @Override
  public boolean delete(Digest digest) {
    return blobs.remove(digest) != null;
  }

  @Override
  public boolean quarantine(Digest digest) {
    var removed = blobs.remove(digest);
    return removed != null && quarantined.add(digest);
  }

  @Override
  public OptionalLong stagedBytes(UUID id) {
    var bytes = staged.get(id);
    return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes.size());
  }

  @Override
  public Part append(UUID id) {
    return new HeapPart(staged.computeIfAbsent(id, _ -> new ByteArrayOutputStream()));
  }

  @Override
  public int readStaged(UUID id, long offset, byte[] buffer) {
    var bytes = staged.get(id);
    if (bytes == null || offset >= bytes.size()) {
      return 0;
    }
    var all = bytes.toByteArray();
    var count = (int) Math.min(buffer.length, all.length - offset);
    System.arraycopy(all, (int) offset, buffer, 0, count);
    return count;
  }

  @Override
  public void publish(UUID id, Digest digest, long sizeBytes) {
    var bytes = staged.get(id);
    if (bytes == null || bytes.size() != sizeBytes) {
      throw new IllegalStateException("there are not as many staged bytes as were hashed");
    }
    blobs.put(digest, new Kept(bytes.toByteArray(), timeline.now()));
    quarantined.remove(digest);
    staged.remove(id);
  }

  @Override
  public boolean discard(UUID id) {
    return staged.remove(id) != null;
  }

  @Override
  public List<UUID> staged() {
    return List.copyOf(staged.keySet());
  }

  @Override
  public OptionalLong usableBytes() {
    return OptionalLong.empty();
  }

  private record HeapPart(ByteArrayOutputStream bytes) implements Part {
    @Override
    public void write(byte[] buffer, int offset, int length) {
      bytes.write(buffer, offset, length);
    }

    @Override
    public void force() {
      // Memory is as durable as it will ever be.
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }

  private static final class Kept {
    private final byte[] bytes;
    private final Instant storedAt;

    Kept(byte[] bytes, Instant storedAt) {
      this.bytes = bytes;
      this.storedAt = storedAt;
    }
  }
}
