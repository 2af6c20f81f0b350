// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.contract;

import io.cairn.core.content.BlobStore;
import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.Digest;
import io.cairn.core.content.ListedBlob;
import io.cairn.core.content.SmallBlob;
import io.cairn.core.content.StoredBlob;
import io.cairn.core.failure.Failure;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/// A store whose place does not work at the calls that `isFaulty` picks by their name (`put`).
public final class FailingBlobStore implements BlobStore {
  private final BlobStore store;
  private final Predicate<String> isFaulty;

  public FailingBlobStore(BlobStore store, Predicate<String> isFaulty) {
    this.store = store;
    this.isFaulty = isFaulty;
  }

  @Override
  public StoredBlob put(BlobUpload upload, InputStream body) throws IOException {
    return at("put").put(upload, body);
  }

  @Override
  public void putAll(List<SmallBlob> blobs) {
    at("putAll").putAll(blobs);
  }

  @Override
  public OptionalLong sizeBytes(Digest digest) {
    return at("sizeBytes").sizeBytes(digest);
  }

  @Override
  public InputStream open(Digest digest) {
    return at("open").open(digest);
  }

  @Override
  public InputStream openRange(Digest digest, long offset, long length) {
    return at("openRange").openRange(digest, offset, length);
  }

  @Override
  public Optional<Path> localFile(Digest digest) {
    return at("localFile").localFile(digest);
  }

  @Override
  public Page<ListedBlob> list(String hexPrefix, PageRequest page) {
    return at("list").list(hexPrefix, page);
  }

  @Override
  public boolean delete(Digest digest) {
    return at("delete").delete(digest);
  }

  @Override
  public boolean quarantine(Digest digest) {
    return at("quarantine").quarantine(digest);
  }

  @Override
  public int removeUnfinished(Instant before) {
    return at("removeUnfinished").removeUnfinished(before);
  }

  @Override
  public void requireAnswering() {
    at("requireAnswering").requireAnswering();
  }

  private BlobStore at(String call) {
    if (isFaulty.test(call)) {
      throw new Failure.Unavailable("the blob store", null);
    }
    return store;
  }
}
