// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

/// A store whose quarantine is written down: whoever finds a blob damaged, be it while reading it
/// for somebody, makes it known to all. Thread safe if the store beneath is.
public final class ReportingBlobStore extends ForwardingBlobStore {
  private final CondemnBlob condemnBlob;

  public ReportingBlobStore(BlobStore store, CondemnBlob condemnBlob) {
    super(store);
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
}
