// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.content.BlobStore;
import io.cairn.core.content.Digest;
import io.cairn.core.failure.Failure;
import io.cairn.core.time.Timeline;
import io.cairn.storage.memory.MemoryBlobStore;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FailingBlobStoreContractTest extends BlobStoreContract {
  @Override
  protected BlobStore open(Path folder) {
    return new FailingBlobStore(new MemoryBlobStore(Runnable::run, Timeline.system()), _ -> false);
  }

  @Override
  protected Set<Supports> supports() {
    return EnumSet.noneOf(Supports.class);
  }

  @Test
  void fails_at_the_calls_that_were_picked() {
    var store =
        new FailingBlobStore(
            new MemoryBlobStore(Runnable::run, Timeline.system()), "sizeBytes"::equals);

    assertThatThrownBy(() -> store.sizeBytes(Digest.hash(new byte[0])))
        .isInstanceOf(Failure.Unavailable.class);
  }
}
