// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.Digest;
import io.cairn.core.content.VerifyingBlobStore;
import io.cairn.core.failure.Failure;
import io.cairn.storage.contract.Bodies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Damage on a real disk, seen by a reader that does not hash.
class VerifyingBlobStoreTest {
  private final DataFolder folder;
  private final LocalBlobStore local;
  private final VerifyingBlobStore store;

  VerifyingBlobStoreTest(@TempDir Path path) {
    folder = DataFolder.open(path);
    local = LocalBlobStore.open(folder, Runnable::run);
    store = new VerifyingBlobStore(local);
  }

  @AfterEach
  void close() {
    folder.close();
  }

  @Test
  void one_flipped_bit_anywhere_never_reads_to_the_end() throws IOException {
    var seed = 20_261_121L;
    var random = new Random(seed);
    for (var i = 0; i < 200; i++) {
      var bytes = Bodies.random(1 + random.nextInt(100_000), i);
      var digest = put(bytes);
      var damaged = bytes.clone();
      damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(local.localFile(digest).orElseThrow(), damaged);

      var received = new ByteArrayOutputStream();
      assertThatThrownBy(() -> copy(digest, received))
          .describedAs("seed %d case %d", seed, i)
          .isInstanceOf(Failure.Corrupt.class);

      assertThat(received.size()).isLessThan(bytes.length);
      assertThatThrownBy(() -> local.open(digest)).isInstanceOf(Failure.Corrupt.class);
    }
  }

  @Test
  void a_blob_that_was_cut_reads_as_corrupt() throws IOException {
    var bytes = Bodies.random(10_000, 1);
    var digest = put(bytes);
    Files.write(local.localFile(digest).orElseThrow(), Arrays.copyOf(bytes, 9_000));

    assertThatThrownBy(() -> copy(digest, new ByteArrayOutputStream()))
        .isInstanceOf(Failure.Corrupt.class);
  }

  @Test
  void byte_by_byte_and_skipping_readers_are_served_too() throws IOException {
    var digest = put(new byte[] {1, 2, 3});

    try (var in = store.open(digest)) {
      assertThat(in.skip(2)).isEqualTo(2);
      assertThat(in.read()).isEqualTo(3);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  private void copy(Digest digest, ByteArrayOutputStream to) throws IOException {
    try (var in = store.open(digest)) {
      in.transferTo(to);
    }
  }

  private Digest put(byte[] bytes) throws IOException {
    return store.put(BlobUpload.ofUnknownDigest(), Bodies.stream(bytes)).digest();
  }
}
