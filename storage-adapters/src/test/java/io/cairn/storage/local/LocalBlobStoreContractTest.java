// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.content.BlobStore;
import io.cairn.core.content.HashingPool;
import io.cairn.storage.contract.BlobStoreContract;
import io.cairn.storage.contract.Supports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

class LocalBlobStoreContractTest extends BlobStoreContract {
  private final HashingPool hashing = new HashingPool(2);
  private final List<DataFolder> opened = new ArrayList<>();

  @Override
  protected BlobStore open(Path path) {
    var folder = DataFolder.open(path);
    opened.add(folder);
    return LocalBlobStore.open(folder, hashing);
  }

  @Override
  protected Set<Supports> supports() {
    return EnumSet.of(Supports.FLAT_MEMORY, Supports.LOCAL_FILE);
  }

  @Override
  protected void assertNothingLeft() {
    assertThat(opened.getFirst().incoming()).isEmptyDirectory();
  }

  @AfterEach
  void close() {
    opened.forEach(DataFolder::close);
    hashing.close();
  }
}
