// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.draft.HeapBlobs;
import io.cairn.core.failure.Failure;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// A store behind a line that may damage what it carries.
class FarStoreTest {
  private final HeapBlobs bytes = new HeapBlobs();

  @Test
  void one_damaged_reading_over_a_line_is_refused_and_takes_no_blob_away() throws IOException {
    var digest = Digest.hash(new byte[] {1, 2, 3});
    bytes.place(new byte[] {1, 2, 3});
    bytes.tamper(digest, whole -> new byte[] {1, 2, 4});
    assertThatThrownBy(() -> read(new VerifyingBlobStore(new Far(bytes)), digest))
        .isInstanceOf(Failure.Corrupt.class);

    bytes.tamper(digest, damaged -> new byte[] {1, 2, 3});

    assertThat(read(new VerifyingBlobStore(new Far(bytes)), digest)).containsExactly(1, 2, 3);
  }

  private static byte[] read(BlobStore store, Digest digest) throws IOException {
    try (var in = store.open(digest)) {
      return in.readAllBytes();
    }
  }

  private static final class Far extends ForwardingBlobStore {
    Far(BlobStore store) {
      super(store);
    }

    @Override
    public boolean isNear() {
      return false;
    }
  }
}
