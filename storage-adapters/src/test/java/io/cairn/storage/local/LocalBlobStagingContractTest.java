// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.content.BlobStaging;
import io.cairn.core.content.Digest;
import io.cairn.core.content.HashingPool;
import io.cairn.core.content.StagedIntake;
import io.cairn.core.failure.Failure;
import io.cairn.storage.contract.BlobStagingContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArraySet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class LocalBlobStagingContractTest extends BlobStagingContract {
  private final HashingPool hashing = new HashingPool(2);
  private final List<DataFolder> opened = new ArrayList<>();

  @Override
  protected BlobStaging open(Path path) {
    return open(path, _ -> {});
  }

  private LocalBlobStore open(Path path, WriteStep.Listener listener) {
    var folder = DataFolder.open(path);
    opened.add(folder);
    return LocalBlobStore.open(folder, hashing, listener);
  }

  @AfterEach
  void close() {
    opened.forEach(DataFolder::close);
    hashing.close();
  }

  @Test
  void staged_bytes_outlive_the_process(@TempDir Path path) {
    var id = UUID.randomUUID();
    append(open(path, _ -> {}), id, 0, "hello, ");
    opened.removeLast().close();

    var later = open(path, _ -> {});
    assertThat(later.staged()).containsExactly(id);
    append(later, id, 7, "cairn");

    assertThat(new StagedIntake(later, hashing).digest(id, 12, Duration.ofSeconds(30)))
        .hasValue(Digest.hash("hello, cairn".getBytes(UTF_8)));
  }

  /// A fault at any step leaves no blob, and the bytes where they were.
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "WRITE")
  void a_fault_while_publishing_leaves_nothing_half_visible(WriteStep bad, @TempDir Path path)
      throws Exception {
    var failing = new CopyOnWriteArraySet<WriteStep>();
    var store =
        open(
            path,
            step -> {
              if (failing.contains(step)) {
                throw new IOException("no space left");
              }
            });
    var id = UUID.randomUUID();
    append(store, id, 0, "hello");
    var digest = Digest.hash("hello".getBytes(UTF_8));

    failing.add(bad);
    assertThatThrownBy(() -> store.publish(id, digest, 5)).isInstanceOf(Failure.Unavailable.class);
    failing.clear();

    if (bad == WriteStep.FORCE_FOLDER) {
      // The name may be there or not; the bytes behind it are whole.
      assertThat(Files.readString(store.localFile(digest).orElseThrow())).isEqualTo("hello");
    } else {
      assertThat(store.sizeBytes(digest)).isEmpty();
      // Of bytes whose force failed nobody knows what the disk has: they are sent again.
      assertThat(store.stagedBytes(id))
          .isEqualTo(bad == WriteStep.FORCE_FILE ? OptionalLong.empty() : OptionalLong.of(5));
    }
  }

  @Test
  void a_full_disk_keeps_what_came_before(@TempDir Path path) {
    var failing = new CopyOnWriteArraySet<WriteStep>();
    var store =
        open(
            path,
            step -> {
              if (failing.contains(step)) {
                throw new IOException("no space left");
              }
            });
    var id = UUID.randomUUID();
    append(store, id, 0, "hello, ");

    failing.add(WriteStep.WRITE);
    assertThatThrownBy(() -> append(store, id, 7, "cairn"))
        .isInstanceOf(Failure.Unavailable.class)
        .hasMessageContaining("no space left");
    failing.clear();

    assertThat(store.stagedBytes(id)).hasValue(7);
    append(store, id, 7, "cairn");
    assertThat(store.stagedBytes(id)).hasValue(12);
  }

  private void append(LocalBlobStore store, UUID id, long offset, String text) {
    new StagedIntake(store, hashing)
        .append(id, offset, 100, new ByteArrayInputStream(text.getBytes(UTF_8)));
  }
}
