// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.memory;

import io.cairn.core.content.BlobStaging;
import io.cairn.core.time.Timeline;
import io.cairn.storage.contract.BlobStagingContract;
import java.nio.file.Path;

class MemoryBlobStagingContractTest extends BlobStagingContract {
  @Override
  protected BlobStaging open(Path folder) {
    return new MemoryBlobStore(Runnable::run, Timeline.system());
  }
}
