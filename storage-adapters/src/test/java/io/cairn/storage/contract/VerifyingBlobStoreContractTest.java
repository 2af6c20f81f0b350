// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.contract;

import io.cairn.core.content.BlobStore;
import io.cairn.core.content.VerifyingBlobStore;
import io.cairn.core.time.Timeline;
import io.cairn.storage.memory.MemoryBlobStore;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

class VerifyingBlobStoreContractTest extends BlobStoreContract {
  @Override
  protected BlobStore open(Path folder) {
    return new VerifyingBlobStore(new MemoryBlobStore(Runnable::run, Timeline.system()));
  }

  @Override
  protected Set<Supports> supports() {
    return EnumSet.noneOf(Supports.class);
  }
}
