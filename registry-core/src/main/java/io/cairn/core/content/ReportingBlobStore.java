// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

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

/// A store whose quarantine is written down: whoever finds a blob damaged, be it while reading it
/// for somebody, makes it known to all. Thread safe if the store beneath is.
public final class ReportingBlobStore implements BlobStore {
  private final BlobStore store;
  private final CondemnBlob condemnBlob;

  public ReportingBlobStore(BlobStore store, CondemnBlob condemnBlob) {
    this.store = store;
    this.condemnBlob = condemnBlob;
  }

  /// The store beneath, to find out what else it can do.
  public BlobStore bare() {
    return store;
  }

  @Override
  public boolean quarantine(Digest digest) {
    return condemnBlob.run(digest);
  }

  @Override
  public StoredBlob put(BlobUpload upload, InputStream body) throws IOException {
    return store.put(upload, body);
  }

  @Override
  public void putAll(List<SmallBlob> blobs) {
    store.putAll(blobs);
  }

  @Override
  public boolean isReadOnly() {
    return store.isReadOnly();
  }

  @Override
  public OptionalLong sizeBytes(Digest digest) {
    return store.sizeBytes(digest);
  }

  @Override
  public InputStream open(Digest digest) {
    return store.open(digest);
  }

  @Override
  public InputStream openRange(Digest digest, long offset, long length) {
    return store.openRange(digest, offset, length);
  }

  @Override
  public Optional<Path> localFile(Digest digest) {
    return store.localFile(digest);
  }

  @Override
  public Optional<URI> readableUrl(Digest digest, String disposition) {
    return store.readableUrl(digest, disposition);
  }

  @Override
  public int removeUnfinished(Instant before) {
    return store.removeUnfinished(before);
  }

  @Override
  public void requireAnswering() {
    store.requireAnswering();
  }

  @Override
  public boolean isNear() {
    return store.isNear();
  }

  @Override
  public Page<ListedBlob> list(String hexPrefix, PageRequest page) {
    return store.list(hexPrefix, page);
  }

  @Override
  public boolean delete(Digest digest) {
    return store.delete(digest);
  }
}
