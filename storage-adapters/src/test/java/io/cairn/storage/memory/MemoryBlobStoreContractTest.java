// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.memory;

import io.cairn.core.content.BlobStore;
import io.cairn.core.time.Timeline;
import io.cairn.storage.contract.BlobStoreContract;
import io.cairn.storage.contract.Supports;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

class MemoryBlobStoreContractTest extends BlobStoreContract {
  @Override
  protected BlobStore open(Path folder) {
    // Hashing in the calling thread must do as well.
    return new MemoryBlobStore(Runnable::run, Timeline.system());
  }

  @Override
  protected Set<Supports> supports() {
    return EnumSet.noneOf(Supports.class);
  }
}
