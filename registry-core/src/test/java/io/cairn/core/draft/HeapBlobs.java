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
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Blobs on the heap, for tests of core, which cannot see the adapters.
public final class HeapBlobs implements BlobStore, BlobStaging {
  private final Map<Digest, byte[]> blobs = new ConcurrentHashMap<>();
  private final Map<UUID, ByteArrayOutputStream> staged = new ConcurrentHashMap<>();
  private final BlobIntake intake = new BlobIntake(Runnable::run);

  public int count() {
    return blobs.size();
  }

  @Override
  public StoredBlob put(BlobUpload upload, InputStream body) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var stored = intake.receive(upload, body, bytes::write);
    blobs.put(stored.digest(), bytes.toByteArray());
    return stored;
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
    var bytes = blobs.get(digest);
    if (bytes == null) {
      throw new Failure.NotFound("blob " + digest);
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
  public Page<ListedBlob> list(String hexPrefix, PageRequest page) {
    throw new UnsupportedOperationException("no test of core lists blobs");
  }

  @Override
  public boolean delete(Digest digest) {
    return blobs.remove(digest) != null;
  }

  @Override
  public boolean quarantine(Digest digest) {
    return delete(digest);
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
    blobs.put(digest, bytes.toByteArray());
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
