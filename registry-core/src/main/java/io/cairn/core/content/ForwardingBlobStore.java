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

/// Passes every call on to another store, for stores that change some of them.
abstract class ForwardingBlobStore implements BlobStore {
  protected final BlobStore store;

  ForwardingBlobStore(BlobStore store) {
    this.store = store;
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

  @Override
  public boolean quarantine(Digest digest) {
    return store.quarantine(digest);
  }

  @Override
  public int removeUnfinished(Instant before) {
    return store.removeUnfinished(before);
  }

  @Override
  public void requireAnswering() {
    store.requireAnswering();
  }
}
