// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Blobs on the heap, for tests of core, which cannot see the adapters.
public final class HeapBlobs implements BlobStore, BlobStaging {
  private final Map<Digest, byte[]> blobs = new ConcurrentHashMap<>();
  private final Set<Digest> quarantined = ConcurrentHashMap.newKeySet();
  private final Map<UUID, ByteArrayOutputStream> staged = new ConcurrentHashMap<>();
  private volatile Consumer<Digest> onOpen = _ -> {};
  private final BlobIntake intake = new BlobIntake(Runnable::run);

  public int count() {
    return blobs.size();
  }

  public long bytes() {
    return blobs.values().stream().mapToLong(bytes -> bytes.length).sum();
  }

  /// What is told of each blob that is opened.
  public void watch(Consumer<Digest> watcher) {
    onOpen = watcher;
  }

  /// What an operator does who has a copy.
  public void place(byte[] bytes) {
    blobs.put(Digest.hash(bytes), bytes);
  }

  /// What a failing disk does: other bytes lie under the digest.
  public void tamper(Digest digest, UnaryOperator<byte[]> change) {
    blobs.computeIfPresent(digest, (_, bytes) -> change.apply(bytes.clone()));
  }

  @Override
  public StoredBlob put(BlobUpload upload, InputStream body) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var stored = intake.receive(upload, body, bytes::write);
    keep(stored.digest(), bytes.toByteArray());
    return stored;
  }

  /// As a disk does it: what is there in that length is not written again.
  private void keep(Digest digest, byte[] bytes) {
    blobs.compute(digest, (_, old) -> old != null && old.length == bytes.length ? old : bytes);
    quarantined.remove(digest);
  }

  @Override
  public OptionalLong sizeBytes(Digest digest) {
    var bytes = blobs.get(digest);
    return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes.length);
  }

  @Override
  public InputStream open(Digest digest) {
    return openRange(digest, 0, Long.MAX_VALUE);
  }

  @Override
  public InputStream openRange(Digest digest, long offset, long length) {
    onOpen.accept(digest);
    var bytes = blobs.get(digest);
    if (bytes == null) {
      throw quarantined.contains(digest)
          ? new Failure.Corrupt(digest.toString())
          : new Failure.NotFound("blob " + digest);
    }
    var from = (int) Math.min(bytes.length, offset);
    var until = (int) (from + Math.min(bytes.length - from, length));
    return new ByteArrayInputStream(Arrays.copyOfRange(bytes, from, until));
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
            .sorted(Map.Entry.comparingByKey())
            .limit(page.limit() + 1L)
            .map(blob -> new ListedBlob(blob.getKey(), blob.getValue().length, Instant.EPOCH))
            .toList();
    return Page.of(found, page.limit(), blob -> new Cursor(blob.digest().hex()));
  }

  @Override
  public boolean delete(Digest digest) {
    return blobs.remove(digest) != null;
  }

  @Override
  public boolean quarantine(Digest digest) {
    return delete(digest) && quarantined.add(digest);
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
    keep(digest, bytes.toByteArray());
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
}
